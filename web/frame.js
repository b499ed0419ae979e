/* In a frame on a page of others: takes the colour that was asked for, and tells how high it is. Nothing in it is secret, so any page may hear. */
(() => {
  "use strict";
  const {accent} = document.documentElement.dataset;
  if (accent) document.documentElement.style.setProperty("--resso-accent", `#${accent}`);
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage({ressoHeight: document.body.scrollHeight}, "*");
  new ResizeObserver(tell).observe(document.body);
  tell();
})();
