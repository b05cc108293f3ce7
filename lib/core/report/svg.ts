import { html, type Markup, type Part } from './html.ts';
import type { Scale } from './scale.ts';

/** Where a plot's data goes, in pixels of the drawing. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Drawing {
  height: number;
  marks: Part;
}

/** Widths that every plot is drawn at: text keeps its size on a phone instead of shrinking with the picture. */
const widths = { wide: 860, narrow: 350 } as const;

/** A figure with its caption, drawn once for wide and once for narrow screens. `says` is its text alternative. */
export function figure(caption: Part, says: string, draw: (width: number) => Drawing): Markup {
  return html`<figure><figcaption>${caption}</figcaption>${(['wide', 'narrow'] as const).map((size) => {
    const { height, marks } = draw(widths[size]);
    const box = `0 0 ${widths[size]} ${Math.ceil(height)}`;
    return html`<svg class="${size}" viewBox="${box}" role="img" aria-label="${says}"><title>${says}</title>${marks}</svg>`;
  })}</figure>`;
}

export function text(
  x: number,
  y: number,
  says: Part,
  kind = '',
  anchor: 'start' | 'middle' | 'end' = 'start',
): Markup {
  return html`<text x="${x}" y="${y}" class="${kind}" text-anchor="${anchor}">${says}</text>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, kind: string): Markup {
  return html`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="${kind}"/>`;
}

export function rect(x: number, y: number, width: number, height: number, kind: string, says?: string): Markup {
  const title = says === undefined ? null : html`<title>${says}</title>`;
  return html`<rect x="${x}" y="${y}" width="${Math.max(0, width)}" height="${Math.max(0, height)}" class="${kind}">${title}</rect>`;
}

/** A line through points; a gap where a point has no value. */
export function path(points: ReadonlyArray<readonly [number, number] | null>, kind: string): Markup {
  let pen = 'M';
  const commands: string[] = [];
  for (const point of points) {
    if (point === null) pen = 'M';
    else {
      commands.push(`${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`);
      pen = 'L';
    }
  }
  return html`<path d="${commands.join('')}" class="${kind}"/>`;
}

/** The candidate is a filled dot, the champion an open square: told apart by shape, not by colour alone. */
export function mark(arm: 'candidate' | 'champion', x: number, y: number, says: string): Markup {
  return arm === 'candidate'
    ? html`<circle cx="${x}" cy="${y}" r="4.5" class="candidate dot"><title>${says}</title></circle>`
    : rect(x - 4.5, y - 4.5, 9, 9, 'champion open', says);
}

/** Grid lines with their values at the left. */
export function yAxis(box: Box, scale: Scale): Markup {
  return html`${scale.ticks.map((tick) => {
    const y = scale.at(tick);
    return html`${line(box.left, y, box.left + box.width, y, 'grid')}${text(box.left - 8, y + 4, scale.label(tick), 'tick', 'end')}`;
  })}`;
}

/** Base line with ticks and values below it, and the axis' title with its unit. */
export function xAxis(box: Box, scale: Scale, title: string): Markup {
  const base = box.top + box.height;
  const middle = box.left + box.width / 2;
  return html`${line(box.left, base, box.left + box.width, base, 'axis')}${scale.ticks.map((tick) => {
    const x = scale.at(tick);
    return html`${line(x, base, x, base + 5, 'axis')}${text(x, base + 18, scale.label(tick), 'tick', 'middle')}`;
  })}${text(middle, base + 36, title, 'label', 'middle')}`;
}

/** A dashed line that values must not cross, with its words at the right end, above the line. */
export function limitLine(box: Box, y: number, says: string): Markup {
  return html`${line(box.left, y, box.left + box.width, y, 'limit')}${text(box.left + box.width - 6, y - 5, says, 'limit-label', 'end')}`;
}

/** Roughly how wide a text is at the plots' font size, in pixels. */
export function textWidth(says: string): number {
  return says.length * 6.8;
}

/** Candidate and champion on one line, each with its mark: points, or for distributions an area and an outline. */
export function legend(
  x: number,
  y: number,
  names: { candidate: string; champion: string | null },
  shape: 'points' | 'areas' = 'points',
): Markup {
  const swatch = (arm: 'candidate' | 'champion', at: number, says: string) => {
    if (shape === 'points') return mark(arm, at, y - 4, says);
    return arm === 'candidate'
      ? rect(at - 7, y - 10, 14, 11, 'candidate area')
      : line(at - 8, y - 4, at + 8, y - 4, 'champion line');
  };
  const next = x + 22 + textWidth(names.candidate) + 18;
  const champion =
    names.champion === null
      ? null
      : html`${swatch('champion', next + 6, names.champion)}${text(next + 20, y, names.champion, 'label')}`;
  return html`${swatch('candidate', x + 6, names.candidate)}${text(x + 20, y, names.candidate, 'label')}${champion}`;
}
