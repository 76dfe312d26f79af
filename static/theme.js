// Light or dark as a person chose last time, before the first paint. The app keeps the choice.
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("driftscope-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.setAttribute("data-theme", chosen);
  } catch (refused) {
    // A browser that keeps nothing for this page: the system's theme it is.
  }
})();
