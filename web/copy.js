// Beside each address a button that copies it, where the browser lets a page do so. Without this file the addresses can be taken by hand.
const told = document.getElementById("copied");
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const label = button.firstChild;
  const usual = label.data;
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // over plain http there is no clipboard
    }
    told.textContent = label.data = button.dataset.done;
    setTimeout(() => (label.data = usual), 3000);
  });
}
