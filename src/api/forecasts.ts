/** Migration time of waves and workloads, and the measured moves it follows. */

import { z } from 'zod';
import { idParams, listOf, pageQuery } from './common.ts';
import { defineRoute } from './route.ts';

const range = z.object({ low: z.number(), likely: z.number(), high: z.number() });
export type RangeDocument = z.infer<typeof range>;

export const forecastMoveSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Name of the wave, or of the whole when there are no waves. */
    set: z.string(),
    fromSite: z.string().nullable(),
    toSite: z.string().nullable(),
    target: z.string(),
    method: z.string(),
    /** Alone, from its preparation to its cutover; without being checked. */
    hours: range,
    /** Minutes it cannot be used; null: its size is unknown. */
    downtimeMinutes: range.nullable(),
    copyGiB: range.nullable(),
    rateMiBps: range,
    /** Copied while it runs; null: not known. */
    warm: z.boolean().nullable(),
    /** Hours after the beginning of its set, when everything goes as is likely. */
    startsAfterHours: z.number(),
    movedAfterHours: z.number(),
    basis: z.array(z.string()),
    assumed: z.array(z.string()),
    missing: z.array(z.string()),
  })
  .meta({ id: 'ForecastMove' });
export type ForecastMoveDocument = z.infer<typeof forecastMoveSchema>;

export const forecastSetSchema = z.object({
  name: z.string(),
  /** Number of the wave; null: there are no waves. */
  wave: z.number().int().nullable(),
  startsOn: z.string().nullable(),
  moves: z.number().int(),
  /** Side by side, as lines, tools, hosts and people allow. */
  hours: range,
  /** No schedule of these moves is faster. */
  boundHours: z.number(),
  bindsBy: z.string(),
  /** What the same moves would take one after the other. */
  oneByOneHours: range,
  copyGiB: range,
  /** Moves of unknown size: only handling is counted for them. */
  unknownSize: z.number().int(),
  measurements: z.number().int(),
  methods: z.array(z.object({ id: z.string(), title: z.string(), moves: z.number().int(), unverified: z.boolean() })),
  impossible: z.array(z.object({ id: z.string(), name: z.string(), why: z.string() })),
});
export type ForecastSetDocument = z.infer<typeof forecastSetSchema>;

export const forecastSchema = listOf(forecastMoveSchema)
  .extend({
    generation: z.number().int(),
    /** Where the moves were taken from. */
    of: z.enum(['plan', 'placement', 'site']),
    /** Plan, placement or site. */
    subject: z.string(),
    sets: z.array(forecastSetSchema),
    /** Sets one after the other. */
    hours: range,
    settings: z.object({
      linkMbps: z.number(),
      concurrency: z.number().nullable(),
      perHost: z.number().nullable(),
      checkers: z.number(),
    }),
    /** What is assumed, with how many moves it concerns. */
    assumed: z.array(z.object({ text: z.string(), moves: z.number().int() })),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Forecast' });
export type ForecastDocument = z.infer<typeof forecastSchema>;

const count = z.coerce.number().int().min(1).max(10_000);

export const forecastQuery = pageQuery.extend({
  /** Plan by id; absent: the newest, and without one the newest placement. */
  plan: z.string().min(1).max(200).optional(),
  wave: count.optional(),
  /** Workloads by filter, or one by id or name, instead of the plan's. */
  filter: z.string().max(4000).optional(),
  workload: z.string().min(1).max(500).optional(),
  /** Site they go to; absent: where the newest placement puts them. */
  to: z.string().min(1).max(200).optional(),
  /** Mbit/s instead of every line of sites.yaml. */
  linkMbps: z.coerce.number().positive().max(10_000_000).optional(),
  concurrency: count.optional(),
  perHost: count.optional(),
  checkers: count.optional(),
  offset: z.coerce.number().int().min(0).optional(),
});
export type ForecastQuery = z.output<typeof forecastQuery>;

export const measuredMoveBody = z.object({
  /** Its own id, so that telling twice counts once. Absent: a new one. */
  id: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9._:-]{0,99}$/)
    .optional(),
  /** A way of moving of catalog/migration-throughput.yaml. */
  method: z.string().min(1).max(100),
  giB: z.number().positive().max(10_000_000),
  /** Of copying alone, without preparation, conversion and checks. */
  seconds: z.number().positive().max(100_000_000),
  fromSite: z.string().min(1).max(200).optional(),
  toSite: z.string().min(1).max(200).optional(),
  /** Id or name. */
  workload: z.string().min(1).max(500).optional(),
  measuredAt: z.iso.datetime({ offset: true }).optional(),
  note: z.string().max(1000).optional(),
});
export type MeasuredMoveRequest = z.output<typeof measuredMoveBody>;

export const measuredMoveSchema = z
  .object({
    id: z.string(),
    method: z.string(),
    fromSite: z.string().nullable(),
    toSite: z.string().nullable(),
    workloadId: z.string().nullable(),
    giB: z.number(),
    seconds: z.number(),
    rateMiBps: z.number(),
    /** False: too small to measure throughput; kept, and not counted. */
    counts: z.boolean(),
    measuredAt: z.string(),
    note: z.string().nullable(),
    actor: z.string(),
  })
  .meta({ id: 'MeasuredMove' });
export type MeasuredMoveDocument = z.infer<typeof measuredMoveSchema>;

export const throughputSchema = listOf(measuredMoveSchema)
  .extend({
    /** Every way of moving, with its published rate and what the measured moves make of it. */
    methods: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        published: range,
        source: z.string(),
        unverified: z.boolean(),
        /** By pair of sites that has measured moves of it. */
        fitted: z.array(
          z.object({
            fromSite: z.string().nullable(),
            toSite: z.string().nullable(),
            rateMiBps: range,
            here: z.number().int(),
            elsewhere: z.number().int(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Throughput' });
export type ThroughputDocument = z.infer<typeof throughputSchema>;

export const forecastRoutes = {
  getForecast: defineRoute({
    method: 'GET',
    path: '/api/v1/forecasts',
    summary: 'How long waves and moves take, as ranges, with what that rests on',
    tag: 'Plan',
    action: 'plan:read',
    query: forecastQuery,
    response: forecastSchema,
    status: 200,
  }),
  getThroughput: defineRoute({
    method: 'GET',
    path: '/api/v1/measured-moves',
    summary: 'Measured moves, and the rates that follow from them',
    tag: 'Plan',
    action: 'plan:read',
    query: pageQuery,
    response: throughputSchema,
    status: 200,
  }),
  recordMove: defineRoute({
    method: 'POST',
    path: '/api/v1/measured-moves',
    summary: 'Keep how long the copy of a move took',
    tag: 'Plan',
    action: 'plan:write',
    body: measuredMoveBody,
    response: measuredMoveSchema,
    status: 201,
  }),
  forgetMove: defineRoute({
    method: 'DELETE',
    path: '/api/v1/measured-moves/:id',
    summary: 'Take back a measured move',
    tag: 'Plan',
    action: 'plan:write',
    params: idParams,
    response: z.object({ id: z.string() }),
    status: 200,
  }),
} as const;
