// Runs once for the source panel: brings the marked line into view; on a narrow screen the panel covers the page.

const narrow = window.matchMedia("(max-width: 1239px)");
const talk = () => document.getElementById("talk-side");
let cameFrom = null;

const showLine = () => {
  const lines = element.querySelector(".lines");
  const hit = element.querySelector(".hit");
  if (lines && hit) lines.scrollTop = hit.offsetTop - lines.offsetTop - lines.clientHeight / 3;
};

const close = () => {
  document.body.classList.remove("source-open");
  talk().inert = false;
  cameFrom?.focus();
  cameFrom = null;
};

const open = () => {
  if (!document.body.classList.contains("source-open")) cameFrom = document.activeElement;
  document.body.classList.add("source-open");
  talk().inert = narrow.matches;
  if (narrow.matches) element.querySelector(".close")?.focus({ preventScroll: true });
  showLine();
};

watch("value", () => (element.querySelector(".source") ? open() : close()));
narrow.addEventListener("change", () => (talk().inert = narrow.matches && document.body.classList.contains("source-open")));
element.addEventListener("click", (event) => event.target.closest(".close") && close());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("source-open")) close();
});
