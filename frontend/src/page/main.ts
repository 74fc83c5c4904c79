/** The script of a publication. Everything on the page can be read without it. */

import { read } from "./data";
import { days } from "./days";
import { filters } from "./filter";
import { highlight, panel } from "./panel";

function start(): void {
  const data = read();
  panel();
  highlight();
  filters();
  if (data) days(data);
  window.addEventListener("beforeprint", () => {
    for (const details of Array.from(document.querySelectorAll("details"))) details.open = true;
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
