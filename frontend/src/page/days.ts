/** The slider: shows the map, the tally and the strip as they stood on any day. */

import { all, besieged, fill, on, type Bar, type Data, type Place } from "./data";

const STATES = ["held", "claimed", "contested", "unknown"];
const STEP_MS = 420;

interface Count {
  places: number;
  state: string;
  paint: string;
}

export function days(data: Data): void {
  const slider = document.querySelector<HTMLElement>(".slider");
  const input = document.querySelector<HTMLInputElement>("#day");
  const play = document.querySelector<HTMLButtonElement>(".play");
  if (!slider || !input || !play || data.days.length < 2) return;
  slider.hidden = false;
  const cursors = addCursors(data.days.length);
  let timer = 0;

  const show = (): void => {
    const day = Number(input.value);
    input.setAttribute("aria-valuetext", data.days[day] ?? "");
    paintMap(data, day);
    tell(data, day);
    for (const cursor of cursors) moveCursor(cursor, day, data.days.length);
  };
  const stop = (): void => {
    window.clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
  };
  const step = (): void => {
    if (Number(input.value) >= Number(input.max)) return stop();
    input.value = String(Number(input.value) + 1);
    show();
  };
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(input.value) >= Number(input.max)) input.value = "0";
    show();
    play.textContent = "Pause";
    play.setAttribute("aria-pressed", "true");
    timer = window.setInterval(step, STEP_MS);
  });
  input.addEventListener("input", () => {
    stop();
    show();
  });
  show();
}

function paintMap(data: Data, day: number): void {
  for (const cell of all<SVGElement>(".cell")) {
    const place = data.places[cell.dataset["place"] ?? ""];
    const own = place ? on(place, day) : undefined;
    const area = own ? undefined : around(data, cell, day);
    const bar = own ?? (area ? on(area, day) : undefined);
    const state = bar?.[2] ?? "unknown";
    const paint = bar?.[3] ?? "sx";
    const pale = bar !== undefined && (area !== undefined || !place?.named);
    const siege = place !== undefined && place.named && besieged(place, day);
    const kept = ["cell", "told", "untold", "spot", "lit"].filter((name) => cell.classList.contains(name));
    cell.setAttribute("class", [...kept, state, paint, pale ? "pale" : "", siege ? "besieged" : ""].join(" "));
    cell.querySelector(".area")?.setAttribute("fill", fill(state, paint));
    const name = place?.name ?? cell.dataset["name"] ?? "";
    const words = sentence(name, own, area, bar, !pale) + (siege ? ", under siege" : "");
    if (place) cell.setAttribute("aria-label", words);
    const title = cell.querySelector("title");
    if (title) title.textContent = words;
  }
}

/** Return the nearest area around a cell that somebody is said to hold on the day. */
function around(data: Data, cell: SVGElement, day: number): Place | undefined {
  const areas = (cell.dataset["around"] ?? "").split(" ").map((id) => data.places[id]);
  return areas.find((area) => area !== undefined && on(area, day)?.[2] === "held");
}

function sentence(name: string, own: Bar | undefined, area: Place | undefined, bar: Bar | undefined, told: boolean): string {
  const state = own ? `${own[2]}${own[4] ? ` by ${own[4]}` : ""}` : area && bar ? `${area.name} held by ${bar[4]}` : "";
  if (!state) return `${name}: no claim`;
  return told ? `${name}: ${state}` : `${name}: no claim of its own; ${state}`;
}

/** Write the day, the tally beside the map, and what changed hands that day. */
function tell(data: Data, day: number): void {
  const name = data.days[day] ?? "";
  const counts = count(data, day);
  for (const element of all(".dayname")) element.textContent = name;
  const output = document.querySelector(".dayout");
  const held = counts.filter((item) => item.state === "held").map((item) => `${label(data, item)} ${item.places}`);
  if (output) output.textContent = name;
  const live = document.querySelector(".dayout + .hear");
  if (live) live.textContent = `${name}: ${held.join(", ") || "nothing known"}`;
  const list = document.querySelector(".tally");
  if (list) list.replaceChildren(...tallyRows(data, counts));
  const total = document.querySelector(".daytotal");
  const places = counts.reduce((sum, item) => sum + item.places, 0);
  if (total) total.textContent = `${places} ${places === 1 ? "place" : "places"}`;
  changes(data, day);
}

function count(data: Data, day: number): Count[] {
  const found = new Map<string, Count>();
  for (const place of Object.values(data.places)) {
    const bar = place.counts ? on(place, day) : undefined;
    if (!bar) continue;
    const paint = bar[2] === "held" || bar[2] === "claimed" ? bar[3] : "sx";
    const key = `${bar[2]} ${paint}`;
    const item = found.get(key) ?? { places: 0, state: bar[2], paint };
    item.places += 1;
    found.set(key, item);
  }
  const rank = (item: Count): number => (item.state === "held" ? 0 : 1);
  return [...found.values()].sort(
    (a, b) => rank(a) - rank(b) || b.places - a.places || STATES.indexOf(a.state) - STATES.indexOf(b.state),
  );
}

function label(data: Data, item: Count): string {
  const side = data.sides[item.paint] ?? "Nobody’s side";
  if (item.state === "held") return side;
  if (item.state === "claimed") return `Claimed by ${side} alone`;
  return item.state === "contested" ? "Contested" : "Not known";
}

function tallyRows(data: Data, counts: Count[]): HTMLElement[] {
  const total = counts.reduce((sum, item) => sum + item.places, 0) || 1;
  const template = document.createElement("template");
  return counts.map((item) => {
    template.innerHTML =
      '<li><span class="what"></span> <b></b><svg width="100%" height="10" aria-hidden="true"><rect class="bar" height="10"/></svg></li>';
    const row = template.content.firstElementChild as HTMLElement;
    row.className = `${item.paint} ${item.state}`;
    (row.querySelector(".what") as HTMLElement).textContent = label(data, item);
    (row.querySelector("b") as HTMLElement).textContent = String(item.places);
    const bar = row.querySelector(".bar") as SVGElement;
    bar.setAttribute("width", `${(100 * item.places) / total}%`);
    bar.setAttribute("fill", fill(item.state, item.paint));
    return row;
  });
}

function changes(data: Data, day: number): void {
  const box = document.querySelector<HTMLElement>(".changes");
  const words = box?.querySelector("p");
  if (!box || !words) return;
  const names = Object.values(data.places)
    .filter((place) => place.counts && changedHands(place, day))
    .map((place) => place.name);
  box.hidden = false;
  words.textContent = names.length ? names.join(", ") : "No place is known to have changed hands.";
}

/** Say whether a place went from one side to another on a day; a contest in between is no holder. */
function changedHands(place: Place, day: number): boolean {
  const held = place.bars.filter((bar) => bar[2] === "held" || bar[2] === "claimed");
  const index = held.findIndex((bar) => bar[0] === day);
  const bar = held[index];
  const before = held[index - 1];
  return !!bar && !!before && bar[3] !== before[3];
}

/** Put a line over each strip that shows the day of the slider. */
function addCursors(total: number): SVGLineElement[] {
  return all<SVGElement>(".strip .days").map((svg) => {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    line.setAttribute("class", "cursor");
    line.setAttribute("y1", "-2");
    line.setAttribute("y2", "17");
    moveCursor(line, total - 1, total);
    svg.append(line);
    return line;
  });
}

function moveCursor(line: SVGLineElement, day: number, total: number): void {
  const x = `${(100 * (day + 0.5)) / total}%`;
  line.setAttribute("x1", x);
  line.setAttribute("x2", x);
}
