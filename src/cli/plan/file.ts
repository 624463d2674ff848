/** Plan files on disk. */

import { readFile } from 'node:fs/promises';
import { failure } from '../../core/errors/registry.ts';
import { readPlan } from '../../core/plan/plan-file.ts';
import type { Plan } from '../../core/plan/plan.ts';

export async function loadPlanFile(path: string): Promise<Plan> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw failure('IST-9003', `${path} cannot be read`, { cause, hint: 'Write one with: isthmus plan -o exit.plan' });
  });
  return readPlan(text);
}
