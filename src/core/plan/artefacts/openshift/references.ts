/** How the resources of a bundle are labelled and name each other. */

import type { Plan } from '../../plan.ts';
import { dnsLabel, setting } from '../names.ts';
import type { Bundle } from './bundles.ts';
import { LOCAL_CLUSTER } from './forklift.ts';
import type { ObjectRef } from './forklift.ts';

export const labels = (plan: Plan, bundle: Bundle): Record<string, string> => ({
  'app.kubernetes.io/managed-by': 'isthmus',
  'isthmus.dev/plan': dnsLabel(plan.name),
  'isthmus.dev/wave': bundle.wave.name,
});

export const sourceRef = (bundle: Bundle): ObjectRef => ({
  name: bundle.sourceName,
  namespace: bundle.forkliftNamespace,
});

export function destinationRef(bundle: Bundle): ObjectRef {
  const settings = bundle.targetSite?.settings;
  const remote = setting(settings, 'providerUrl') === undefined ? LOCAL_CLUSTER : bundle.targetSiteId;
  return { name: setting(settings, 'forkliftProvider') ?? remote, namespace: bundle.forkliftNamespace };
}
