import type { Format, Told } from './format.ts';
import { gx } from './gx.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { modelMonitor } from './model-monitor.ts';
import { table } from './table.ts';

/** Every format of a verdict on data, in the order of the help. One more: one file and one line here. */
export const formats: [Format, ...Format[]] = [table, json, gx, modelMonitor, junit, html];

/** Those that need no contract. */
export const driftFormats: [Format<Told>, ...Format<Told>[]] = [table, json, junit, html];
