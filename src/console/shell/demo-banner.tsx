/** Says on every page that the estate is invented, as long as it holds data of the generator. */

import { Banner } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';

const DEMO_REASON = 'demo estate';

export function DemoBanner() {
  const generations = useQuery({ queryKey: ['generations'], queryFn: () => call(ROUTES.listGenerations) });
  const demo = generations.data?.items.find(({ reason }) => reason.startsWith(DEMO_REASON));
  if (demo === undefined) return null;
  const seed = /seed (\d+)/.exec(demo.reason)?.[1];
  return (
    <Banner color="teal" screenReaderText="Note">
      Demo data{seed === undefined ? '' : `, seed ${seed}`}. Names, figures and sites are invented.
    </Banner>
  );
}
