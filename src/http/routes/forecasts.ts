/** Migration time and measured moves. */

import type { forecastRoutes } from '../../api/forecasts.ts';
import { getForecast } from '../../services/forecast.ts';
import { forgetMove, getThroughput, recordMove } from '../../services/throughput.ts';
import type { Handlers } from '../handler.ts';

export const forecastHandlers: Handlers<typeof forecastRoutes> = {
  getForecast: (context, { query }) => getForecast(context, query),
  getThroughput: (context, { query }) => getThroughput(context, query),
  recordMove: (context, { body }) => recordMove(context, body),
  forgetMove: (context, { params }) => forgetMove(context, params.id),
};
