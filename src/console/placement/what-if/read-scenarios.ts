/** The scenarios of sites.yaml. Reading YAML is loaded only where it is needed. */

import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../../api/routes.ts';
import { scenarioSchema } from '../../../core/policy/site.ts';
import type { Scenario } from '../../../core/policy/site.ts';
import { call } from '../../shared/api.ts';

/** The server refuses a file that is wrong, so what cannot be read here was written for a newer release: left out. */
async function scenariosOf(text: string): Promise<readonly Scenario[]> {
  const { parse } = await import('yaml');
  const file = parse(text, { merge: true }) as { readonly scenarios?: unknown } | null;
  const given = Array.isArray(file?.scenarios) ? file.scenarios : [];
  return given.flatMap((one) => {
    const read = scenarioSchema.safeParse(one);
    return read.success ? [read.data] : [];
  });
}

export function useScenarios() {
  return useQuery({
    queryKey: ['sites', 'scenarios'],
    queryFn: async () => scenariosOf((await call(ROUTES.getSites)).text),
  });
}
