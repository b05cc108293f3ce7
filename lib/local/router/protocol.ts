import * as z from 'zod';
import { manners } from '../../core/rollout/traffic.ts';

/** What router and client say to each other; the one definition of both sides. */

/** Body limit of /invocations, as that of a synchronous Lambda call: 6 MB. */
export const bodyLimitBytes = 6 * 1024 * 1024;

/** Response header of the front door: the version that answered. */
export const servableHeader = 'x-signalbox-servable';

/** Also a file name (the server's log), so nothing else is let in. */
export const servableId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);

export const routeSchema = z
  .strictObject({
    stable: servableId.nullable(),
    candidate: servableId.nullable(),
    candidatePercent: z.number().min(0).max(100),
    manner: z.enum(manners).optional(),
  })
  .refine((route) => route.candidate !== null || route.candidatePercent === 0, {
    error: 'candidatePercent must be 0 without a candidate',
  })
  .refine((route) => route.manner !== 'compared' || route.candidatePercent <= 50, {
    error: 'compared: candidatePercent is at most 50, since a baseline gets as much',
  });

/** What the door needs beside the route; see DoorOptions. */
export const doorSchema = z.object({
  userHeader: z.string().min(1),
  tolerance: z.number().min(0),
  lowest: z.number(),
  highest: z.number(),
});

export const routeChangeSchema = z.strictObject({
  route: routeSchema,
  expected: routeSchema,
  door: doorSchema.optional(),
});

/** How to start one model server. The router adds PORT and SIGNALBOX_SERVABLE to the environment. */
export const versionSpecSchema = z.strictObject({
  /** Shell command. */
  command: z.string().min(1),
  cwd: z.string().min(1),
  env: z.record(z.string(), z.string()),
  readyTimeLimitSeconds: z.number().positive().max(900),
  answerTimeLimitSeconds: z.number().positive().max(60),
});
export type VersionSpec = z.output<typeof versionSpecSchema>;

export interface VersionStatus {
  id: string;
  state: 'starting' | 'ready' | 'restarting' | 'failed' | 'stopped';
  pid: number | null;
  port: number | null;
  restarts: number;
  /** Requests that wait for an answer. */
  inFlight: number;
}

/** Answer of one version to one request: 502 for a refused or broken answer, 504 for none in time. */
export interface PredictAnswer {
  status: number;
  contentType: string | null;
  body: string;
  latencyMs: number;
}

/** `router.json`: how to reach the running router, readable by its owner only. */
export const endpointSchema = z.object({
  pid: z.number(),
  start: z.string(),
  port: z.number(),
  adminPort: z.number(),
  token: z.string(),
  startedAt: z.string(),
});
export type Endpoint = z.output<typeof endpointSchema>;

export interface Health {
  pid: number;
  /** True while servers of an earlier router are being started again. */
  restoring: boolean;
}

export interface Refusal {
  code: string;
  sentence: string;
}
