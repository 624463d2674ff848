/** Prometheus metrics of the server: requests by route, and the process. */

import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PRODUCT_VERSION } from '../version.ts';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Asked for on this machine, by a program and not through a proxy that would make everyone look local. */
export function isLocal(request: FastifyRequest): boolean {
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers['forwarded'] ?? request.headers['x-real-ip'];
  return forwarded === undefined && LOOPBACK.test(request.socket.remoteAddress ?? '');
}

export interface Metrics {
  readonly registry: Registry;
  /** Counts an answered request. */
  observe(request: FastifyRequest, reply: FastifyReply): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const build = new Gauge({
    name: 'isthmus_build_info',
    help: 'Version of the product.',
    labelNames: ['version'],
    registers: [registry],
  });
  build.set({ version: PRODUCT_VERSION }, 1);
  const seconds = new Histogram({
    name: 'isthmus_http_request_duration_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    registry,
    observe({ method, routeOptions }, { statusCode, elapsedTime }) {
      // The pattern, not the address: labels must not grow with the estate.
      seconds.observe({ method, route: routeOptions.url ?? 'none', status: String(statusCode) }, elapsedTime / 1000);
    },
  };
}
