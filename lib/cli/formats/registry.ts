import type { Format } from './format.ts';
import { gx } from './gx.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { modelMonitor } from './model-monitor.ts';
import { table } from './table.ts';

/** Every format of a verdict on data, in the order of the help. One more: one file and one line here. */
export const formats: Format[] = [table, json, gx, modelMonitor, junit, html];
