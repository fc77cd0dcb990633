// Runs once for a part of the page that is not seen: puts what a model adds to an answer into its place there.

watch("value", () => {
  const given = element.querySelector("[data-turn]");
  const place = given && document.querySelector(`#log .turn[data-turn="${Number(given.dataset.turn)}"] .words`);
  if (place) place.replaceWith(given.firstElementChild.cloneNode(true));
});
