/** Finding: hides what does not match the words, kind or side that the reader asks for. */

import { all } from "./data";

export function filters(): void {
  for (const tools of all<HTMLElement>(".tools")) {
    const section = tools.closest("section");
    if (!section) continue;
    tools.hidden = false;
    const apply = (): void => filter(section, tools);
    for (const control of all<HTMLElement>("input, select", tools)) control.addEventListener("input", apply);
  }
}

function filter(section: HTMLElement, tools: HTMLElement): void {
  const words = tools.querySelector<HTMLInputElement>(".find")?.value.trim().toLowerCase() ?? "";
  const kind = tools.querySelector<HTMLSelectElement>(".kinds")?.value ?? "";
  const side = tools.querySelector<HTMLSelectElement>(".bysides")?.value ?? "";
  const asked = Boolean(words || kind || side);
  const counted = new Set<string>();
  for (const item of all<HTMLElement>("[data-find]", section)) {
    const fits =
      (!words || (item.dataset["find"] ?? "").includes(words)) &&
      (!kind || item.dataset["family"] === kind) &&
      (!side || (item.dataset["sides"] ?? "").split(" ").includes(side));
    item.hidden = !fits;
    if (fits) counted.add(item.dataset["place"] || item.id);
  }
  for (const more of all<HTMLDetailsElement>("details.more", section)) {
    const left = all("[data-find]:not([hidden])", more).length;
    more.hidden = left === 0;
    if (asked && left) more.open = true;
    if (!asked) more.open = false;
  }
  for (const day of all<HTMLElement>(".day", section)) day.hidden = !day.querySelector("[data-find]:not([hidden])");
  const found = tools.querySelector(".found");
  if (found) found.textContent = asked ? `${counted.size} found` : "";
}
