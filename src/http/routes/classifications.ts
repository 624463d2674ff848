/** Classification by hand. */

import type { classificationRoutes } from '../../api/classifications.ts';
import { classifyByHand } from '../../services/classify-by-hand.ts';
import type { Handlers } from '../handler.ts';
import { given } from '../wire.ts';

export const classificationHandlers: Handlers<typeof classificationRoutes> = {
  async classify(context, { body }) {
    const { generation, ...made } = await classifyByHand(context, { ...given(body), set: given(body.set) });
    return { ...made, generation: generation.number, warnings: [...made.warnings] };
  },
};
