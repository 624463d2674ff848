/** Does a Windows image run on a node? By the builds of both and the isolation, from the dated matrix (W2). */

import type { Catalog } from '../../catalog/catalog.ts';
import {
  IMAGE_BASES,
  baseOfBuild,
  baseOfRelease,
  buildNumber,
  matrixRule,
  releaseOfBase,
  revisionOf,
} from './base-images.ts';
import type { ImageBase } from './base-images.ts';
import { fails, open, passes } from './check-answer.ts';
import type { CheckAnswer } from './check-answer.ts';

export const ISOLATIONS = ['process', 'hyperv'] as const;
export type Isolation = (typeof ISOLATIONS)[number];

export interface ImageQuestion {
  /** Base the image was built on; undefined when its tag does not say. */
  readonly base: ImageBase | undefined;
  /** Full build of the image, when it is known: only Windows Server 2016 compares it. */
  readonly imageBuild?: string;
  /** Windows nodes of Kubernetes run "process" only. */
  readonly isolation: Isolation;
  /** System of the node: a release ("windows-server-2022", "windows-11") or its build. */
  readonly node: { readonly release?: string; readonly build?: string };
}

const ID = 'image.build';

/** Release of a node: as stated, else by its build. */
export function nodeRelease(catalog: Catalog, node: ImageQuestion['node']): string | undefined {
  const build = node.build === undefined ? undefined : buildNumber(node.build);
  const base = build === undefined ? undefined : baseOfBuild(catalog, build);
  if (base !== undefined) return releaseOfBase(base);
  const stated = node.release;
  if (stated === undefined) return undefined;
  const known = baseOfRelease(stated);
  if (known !== undefined) return releaseOfBase(known);
  return /^windows-1[01](-|$)/.test(stated) ? stated.slice(0, 'windows-10'.length) : undefined;
}

const ISOLATED = { process: 'process isolation', hyperv: 'Hyper-V isolation' } as const;

/** Pass, fail, or unknown with what would tell: the image's base, or the node's build. */
export function matchImage(catalog: Catalog, question: ImageQuestion): CheckAnswer {
  const rule = { id: ID, record: matrixRule(catalog, 'process-same-build') };
  const host = nodeRelease(catalog, question.node);
  if (question.base === undefined) {
    return open(rule, 'The tag of the image does not say which Windows base it was built on.', [
      `a tag with its base, one of ${IMAGE_BASES.join(', ')}`,
    ]);
  }
  if (host === undefined) {
    const stated = question.node.build ?? question.node.release;
    return open(
      rule,
      stated === undefined ? 'The build of the node is not known.' : `The matrix has no row for a node with ${stated}.`,
      ['the build of the node (host.osBuild)'],
    );
  }
  const pair = catalog['guest-support'].windowsContainerMatrix.find(
    (row) => row.host === host && row.image === question.base,
  );
  if (pair === undefined) {
    return open(rule, `The matrix has no row for ${question.base} on ${host}.`, ['a newer catalogue']);
  }
  const asked = { id: ID, record: pair };
  const runs = question.isolation === 'process' ? pair.processIsolation : pair.hypervIsolation;
  const what = `${question.base} on ${host} with ${ISOLATED[question.isolation]}`;
  if (!runs) return fails(asked, `${what} does not start${pair.note === undefined ? '' : `: ${pair.note}`}.`);
  if (host !== 'windows-server-2016' || question.isolation === 'hyperv') return passes(asked, `${what} runs.`);
  const [image, node] = [question.imageBuild, question.node.build].map((text) =>
    text === undefined ? undefined : revisionOf(text),
  );
  if (image === undefined || node === undefined) {
    return open(asked, `${what} runs only when the revisions are the same as well.`, [
      'the full build of the image and of the node, such as 10.0.14393.2363',
    ]);
  }
  return image === node
    ? passes(asked, `${what} runs: both are of revision ${node}.`)
    : fails(asked, `${what} does not start: revision ${image} on ${node}.`);
}

/** Bases that a node of this release starts with process isolation, as Kubernetes does, newest first. */
export function basesFor(catalog: Catalog, release: string): readonly ImageBase[] {
  return IMAGE_BASES.filter((base) =>
    catalog['guest-support'].windowsContainerMatrix.some(
      (row) => row.host === release && row.image === base && row.processIsolation,
    ),
  ).toReversed();
}
