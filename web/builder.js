/* On /embed: the code and the preview follow the form at once; the code is copied with a button. Without it the form has its own button. */
(() => {
  "use strict";
  const form = document.getElementById("choice");
  let latest = 0;

  function offerCopies() {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  }

  async function follow() {
    const turn = ++latest;
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = `${form.action}?${query}`;
    const reply = await fetch(address).catch(() => null);
    if (!reply?.ok || turn !== latest) return;
    const made = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (turn !== latest) return;
    document.getElementById("codes").replaceWith(document.importNode(made.getElementById("codes"), true));
    const frame = document.getElementById("preview");
    const next = document.importNode(made.getElementById("preview"), true);
    next.style.height = frame.style.height;
    frame.replaceWith(next); // a new frame leaves no step in the browser's history
    history.replaceState(null, "", address);
    offerCopies();
  }

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    if (form.checkValidity()) waiting = setTimeout(follow, 250);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    follow();
  });
  document.addEventListener("click", async ({target}) => {
    const id = target.dataset?.copy;
    if (!id) return;
    await navigator.clipboard.writeText(document.getElementById(id).textContent);
    const before = target.textContent;
    target.textContent = target.dataset.done;
    setTimeout(() => (target.textContent = before), 2000);
  });
  addEventListener("message", ({origin, source, data}) => {
    const frame = document.getElementById("preview");
    if (origin === location.origin && source === frame.contentWindow && data?.ressoHeight > 0) frame.style.height = `${Math.ceil(data.ressoHeight)}px`;
  });
  offerCopies();
})();
