// Runs once for the part of the page that is not seen: takes what the server hands over for one turn, or for
// the summary. A file is saved from memory: none of it lies on the server.

const save = ({ name, type, content }) => {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

watch("value", () => {
  const given = element.querySelector("[data-kind]");
  if (!given) return;
  const number = given.dataset.turn;
  const place = number ? `#log .turn[data-turn="${Number(number)}"]` : "#draft-said";
  const turn = document.querySelector(place);
  if (!turn) return;
  if (given.dataset.kind === "file") save(given.dataset);
  if (given.dataset.kind === "opinion") {
    turn.dispatchEvent(new CustomEvent("opinion", { detail: given.dataset.verdict, bubbles: true }));
  }
  const words = given.dataset.kind === "file" ? `已下载：${given.dataset.name}` : given.textContent;
  turn.querySelector(".said").textContent = words;
});
