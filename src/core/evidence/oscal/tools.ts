/** Who looked: this product and each tool whose results were brought in, and by which method. */

import { FEEDS } from '../../policy/controls/evidence.ts';
import type { FeedId } from '../../policy/controls/evidence.ts';
import { markup, prop } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import { uuidOf } from './uuid.ts';

interface Tool {
  readonly title: string;
  readonly does: string;
  /** EXAMINE: statements and inventory were read. TEST: the tool tried the machine or asked the platform. */
  readonly method: 'EXAMINE' | 'TEST';
}

const TOOLS: Readonly<Record<FeedId, Tool>> = {
  policy: {
    title: 'Isthmus rules',
    does: 'Asks the rules of regimes of what is stated and known of sites and workloads.',
    method: 'EXAMINE',
  },
  readiness: {
    title: 'Isthmus inventory facts',
    does: 'Judges facts that sources state of workloads.',
    method: 'EXAMINE',
  },
  openscap: { title: 'OpenSCAP', does: 'Evaluates SCAP content on machines.', method: 'TEST' },
  'compliance-operator': {
    title: 'OpenShift compliance operator',
    does: 'Scans clusters and their nodes.',
    method: 'TEST',
  },
  'azure-policy': { title: 'Azure Policy', does: 'Evaluates resources of Azure.', method: 'TEST' },
  'policy-report': {
    title: 'Kubernetes policy reports',
    does: 'Policy engines of clusters report what they find.',
    method: 'TEST',
  },
};

export const toolUuid = (feed: FeedId): string => uuidOf('tool', feed);
export const methodOf = (feed: FeedId): string => TOOLS[feed].method;
export const toolTitle = (feed: FeedId): string => TOOLS[feed].title;

export const originOf = (feed: FeedId): Json => ({ actors: [{ type: 'tool', 'actor-uuid': toolUuid(feed) }] });

export function assetsOf(used: ReadonlySet<FeedId>, productVersion: string): Json {
  const feeds = FEEDS.filter((feed) => feed === 'policy' || used.has(feed));
  return {
    components: feeds.map((feed) => ({
      uuid: toolUuid(feed),
      type: 'software',
      title: TOOLS[feed].title,
      description: markup(TOOLS[feed].does),
      props: [
        prop('feed', feed),
        ...(feed === 'policy' || feed === 'readiness' ? [prop('version', productVersion)] : []),
      ],
      status: { state: 'operational' },
    })),
    'assessment-platforms': [
      {
        uuid: uuidOf('platform'),
        title: `Isthmus ${productVersion}`,
        'uses-components': feeds.map((feed) => ({ 'component-uuid': toolUuid(feed) })),
      },
    ],
  };
}
