/** What the program wrote into the page for the script: see `marsad/publish/page/data.py`. */

/** First and last day (counted from the axis' first day), state, class of the colour, holder. */
export type Bar = [first: number, last: number, state: string, paint: string, holder: string];

export interface Place {
  name: string;
  /** Whether it is counted: a place that reports speak of, and no area. */
  counts: boolean;
  /** Whether a claim speaks of the place itself, not only of an area around it. */
  named: boolean;
  bars: Bar[];
  siege: [first: number, last: number][];
}

export interface Data {
  days: string[];
  sides: Record<string, string>;
  places: Record<string, Place>;
}

/** Return the data of the page, or null where it carries none. */
export function read(): Data | null {
  const text = document.getElementById("data")?.textContent;
  return text ? (JSON.parse(text) as Data) : null;
}

/** Return the interval that holds on a day. */
export function on(place: Place, day: number): Bar | undefined {
  return place.bars.find((bar) => bar[0] <= day && day <= bar[1]);
}

/** Return whether a place is under siege on a day. */
export function besieged(place: Place, day: number): boolean {
  return place.siege.some(([first, last]) => first <= day && day <= last);
}

/** Return the fill that the server would give a state. */
export function fill(state: string, paint: string): string {
  if (state === "contested") return `url(#hatch-${paint})`;
  return state === "held" ? "currentColor" : "none";
}

/** Return the elements that a selector finds, typed. */
export function all<T extends Element>(selector: string, within: ParentNode = document): T[] {
  return Array.from(within.querySelectorAll<T>(selector));
}
