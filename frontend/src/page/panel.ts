/** The panel: shows the sentences of an item beside the page, taken from the list at its foot. */

import { all } from "./data";

const NARROW = "(max-width: 48rem)";

export function panel(): void {
  const found = document.querySelector<HTMLDialogElement>("#panel");
  const body = found?.querySelector<HTMLElement>(".panel-body");
  const title = found?.querySelector<HTMLElement>("#panel-title");
  if (!found || !body || !title) return;
  let opener: HTMLElement | SVGElement | null = null;

  const close = (): void => {
    if (found.open) found.close();
  };
  found.addEventListener("close", () => {
    opener?.focus();
    opener = null;
  });
  found.querySelector(".close")?.addEventListener("click", close);
  found.addEventListener("click", (event) => {
    if (event.target === found) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement | SVGElement>("a[data-claims]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const claims = copies((link.dataset["claims"] ?? "").split(" "));
    if (!claims.length) return;
    event.preventDefault();
    title.textContent = link.dataset["title"] || "Sentences";
    body.replaceChildren(...claims);
    if (!found.open) {
      opener = link;
      if (window.matchMedia(NARROW).matches) found.showModal();
      else found.show();
    }
    found.scrollTop = 0;
    found.querySelector<HTMLElement>(".close")?.focus();
  });
  document.documentElement.classList.add("scripted");
}

/** Return copies of the sentences, without their ids, each with a way to its place in the whole report. */
function copies(anchors: string[]): HTMLElement[] {
  return anchors.flatMap((anchor) => {
    const claim = anchor ? document.getElementById(anchor) : null;
    if (!claim) return [];
    const copy = document.createElement("div");
    copy.className = "claim";
    for (const child of Array.from(claim.children)) copy.append(child.cloneNode(true));
    const link = document.createElement("a");
    link.className = "whole";
    link.href = `#${anchor}`;
    link.textContent = "In its report";
    copy.append(link);
    return [copy];
  });
}

/** Light up the map's cell and the strip's line of one place together. */
export function highlight(): void {
  const mark = (event: Event, lit: boolean): void => {
    const place = (event.target as Element).closest<HTMLElement | SVGElement>(".cell.told, .rows li[data-place]")?.dataset["place"];
    if (place === undefined) return;
    for (const element of all<HTMLElement>(".cell.told, .rows li[data-place]")) {
      if (element.dataset["place"] === place) element.classList.toggle("lit", lit);
    }
  };
  for (const [name, lit] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]] as const) {
    document.addEventListener(name, (event) => mark(event, lit));
  }
}
