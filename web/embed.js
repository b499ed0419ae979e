/* <resso-agenda>: the agenda of a city in any page. https://…/embed tells how; docs/EMBED.md tells the whole. */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || !window.customElements || customElements.get("resso-agenda") || !("adoptedStyleSheets" in document)) return;
  const origin = new URL(script.src).origin;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`/* embed.css */`);

  const lists = ["entity", "district", "topic", "tag", "source"]; // several values: a comma between
  const single = ["q", "from", "to", "days", "limit", "theme", "heading"];
  const tags = /^(div|h[1-6]|p|ul|li|a|span|small|time|svg|circle|path)$/;
  const names = /^(class|part|lang|href|datetime|data-theme|viewbox|aria-hidden|width|height|d|cx|cy|r)$/i;

  /* Nothing is put in as HTML: what came is built anew out of what is known, so that the strictest host (Trusted Types) lets it in. */
  function build(from, into) {
    for (const node of from.childNodes) {
      if (node.nodeType === 3) into.append(node.data);
      if (node.nodeType !== 1 || !tags.test(node.localName)) continue;
      const made = document.createElementNS(node.namespaceURI, node.localName);
      for (const {name, value} of node.attributes) {
        if (names.test(name) && (name !== "href" || /^(https?|webcals?):/.test(value))) made.setAttribute(name, value);
      }
      build(node, made);
      into.append(made);
    }
  }

  class RessoAgenda extends HTMLElement {
    static observedAttributes = [...lists, ...single, "lang"];

    connectedCallback() {
      if (!this.shadowRoot) {
        const root = this.attachShadow({mode: "open"});
        root.adoptedStyleSheets = [sheet];
        /* Until the acts are here, and if they never come, the host's own link is shown, in the room that they will take. */
        const room = document.createElement("div");
        room.className = "resso-waiting";
        room.style.setProperty("--n", Math.min(parseInt(this.getAttribute("limit"), 10) || 6, 20));
        room.append(document.createElement("slot"));
        root.append(room);
      }
      this.load();
    }

    disconnectedCallback() {
      this.request?.abort();
      this.request = null;
    }

    attributeChangedCallback(name, before, after) {
      if (this.shadowRoot && this.isConnected && before !== after) this.load();
    }

    address() {
      const query = new URLSearchParams();
      for (const key of lists) {
        for (const value of (this.getAttribute(key) ?? "").split(",")) if (value.trim()) query.append(key, value.trim());
      }
      for (const key of single) if (this.getAttribute(key)) query.append(key, this.getAttribute(key));
      const language = this.closest("[lang]")?.getAttribute("lang");
      if (language) query.append("lang", language.split("-")[0].toLowerCase());
      return `${origin}/embed/fragment.html?${query}`;
    }

    load() {
      if (this.planned) return; // several attributes set at once are one question
      this.planned = true;
      queueMicrotask(() => {
        this.planned = false;
        if (this.isConnected) this.ask();
      });
    }

    ask() {
      this.request?.abort();
      const request = (this.request = new XMLHttpRequest());
      request.open("GET", this.address());
      request.responseType = "document";
      request.timeout = 20000;
      request.onload = () => {
        const agenda = request.status === 200 && request.response?.querySelector(".resso");
        if (agenda) this.show(agenda);
        else this.tell("error", request.status);
      };
      request.onerror = request.ontimeout = () => this.tell("error", 0);
      request.send();
    }

    show(agenda) {
      const made = document.createDocumentFragment();
      build({childNodes: [agenda]}, made);
      const room = this.shadowRoot.firstElementChild;
      const height = room.className === "resso-waiting" ? Math.min(room.offsetHeight, this.offsetHeight) : 0;
      this.shadowRoot.replaceChildren(made);
      /* A list shorter than the room it was given does not pull the page up. */
      if (height) this.shadowRoot.firstElementChild.style.minBlockSize = `${height}px`;
      this.tell("load", 200);
    }

    tell(what, status) {
      this.dispatchEvent(new CustomEvent(`resso-${what}`, {detail: {status}}));
    }
  }
  customElements.define("resso-agenda", RessoAgenda);

  /* Frames of ours tell their height. */
  addEventListener("message", ({origin: from, source, data}) => {
    if (from !== origin || !(data?.ressoHeight > 0)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === source) frame.style.height = `${Math.min(Math.ceil(data.ressoHeight), 20000)}px`;
    }
  });
})();
