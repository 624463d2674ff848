/** Structured log lines on standard error; secrets never reach them. */

import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';

const SECRET_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
  'res.headers["set-cookie"]',
  'secret',
  '*.secret',
  'token',
  '*.token',
  'password',
  '*.password',
  'err.config',
];

export function createLogger(level: Config['logLevel'], stream = destination(2)): Logger {
  return pino({ level, base: null, redact: { paths: SECRET_PATHS, censor: '[redacted]' } }, stream);
}
