/** What WMCO asks of Windows nodes and of what runs on them. */

import type { Catalog } from '../../catalog/catalog.ts';
import { listed } from '../kleene.ts';
import { baseOfImage, buildNumber, matrixRule, revisionOf } from './base-images.ts';
import { fails, open, passes } from './check-answer.ts';
import type { Asked, CheckAnswer } from './check-answer.ts';
import { matchImage, nodeRelease } from './image-match.ts';
import { anyPlatform, wmcoPlatform } from './wmco-catalog.ts';
import type { WindowsNode, WmcoFacts } from './wmco-facts.ts';

const ASK_BUILD = 'the build of each Windows node: connect the cluster with the right to list nodes';

export function windowsNodeAnswers(catalog: Catalog, facts: WmcoFacts): readonly CheckAnswer[] {
  return [
    releaseAnswer(catalog, facts),
    patchAnswer(catalog, facts),
    privilegedAnswer(catalog, facts),
    imageAnswer(catalog, facts),
  ];
}

/** A node's release, by its build first. The name of the system says the year only. */
export function releaseOfNode(catalog: Catalog, node: WindowsNode): string | undefined {
  const year = /(20\d\d)/.exec(node.system ?? '')?.[1];
  return nodeRelease(catalog, {
    ...(node.build !== undefined && { build: node.build }),
    ...(year !== undefined && { release: `windows-server-${year}` }),
  });
}

function releaseAnswer(catalog: Catalog, facts: WmcoFacts): CheckAnswer {
  const { infrastructure, nodes, plannedRelease, vxlanPort } = facts;
  const row = infrastructure === undefined ? undefined : wmcoPlatform(catalog, infrastructure);
  const asked: Asked = {
    id: 'wmco.nodes.release',
    record: row ?? anyPlatform(catalog),
  };
  const planned: readonly WindowsNode[] =
    plannedRelease === undefined ? [] : [{ name: 'planned nodes', system: `Windows Server ${plannedRelease}` }];
  const judged = nodes.length > 0 ? nodes : planned;
  if (judged.length === 0) {
    return open(asked, 'There are no Windows nodes yet, and which release they will have is not known.', [
      'sites.yaml settings.windowsRelease, such as 2022',
    ]);
  }
  if (row === undefined) {
    return open(asked, 'Which releases nodes may have depends on what the cluster stands on.', [
      'sites.yaml settings.infrastructure',
    ]);
  }
  const custom = vxlanPort !== undefined && vxlanPort !== 'default' && vxlanPort !== '4789';
  const allowed = row.os.filter((release) => !custom || release !== 'windows-server-2019');
  const releases = judged.map((node) => ({ node, release: releaseOfNode(catalog, node) }));
  const wrong = releases.filter(({ release }) => release !== undefined && !allowed.includes(release));
  const may = `${infrastructure ?? ''} takes ${allowed.join(' and ')}${custom ? ` with VXLAN port ${vxlanPort}` : ''}`;
  if (wrong.length > 0) {
    const which = wrong.map(({ node, release }) => `${node.name} (${release ?? ''})`);
    return fails(asked, `${may}; not ${listed(which)}.`);
  }
  const dark = releases.filter(({ release }) => release === undefined);
  if (dark.length > 0)
    return open(asked, `${may}; not known of ${listed(dark.map(({ node }) => node.name))}.`, [ASK_BUILD]);
  return passes(asked, `${may}; all have one of these.`);
}

/** KB5012637 lets pods of Windows Server 2022 talk to each other over the overlay. */
function patchAnswer(catalog: Catalog, { nodes, infrastructure }: WmcoFacts): CheckAnswer {
  const row = infrastructure === undefined ? undefined : wmcoPlatform(catalog, infrastructure);
  const record = row ?? anyPlatform(catalog);
  const asked: Asked = { id: 'wmco.nodes.kb5012637', record };
  const [build = 0, least = 0] = record.ws2022MinBuild.split('.').map(Number);
  if (nodes.length === 0) {
    return open(asked, `Images of Windows Server 2022 need KB5012637 (build ${record.ws2022MinBuild}).`, [
      'the build of the image that nodes are made from',
    ]);
  }
  const of2022 = nodes.filter((node) => releaseOfNode(catalog, node) === 'windows-server-2022');
  const old = of2022.filter(
    (node) =>
      node.build !== undefined && buildNumber(node.build) === build && (revisionOf(node.build) ?? least) < least,
  );
  if (old.length > 0) {
    return fails(asked, `Older than KB5012637 (build ${record.ws2022MinBuild}): ${listed(old.map(nodeText))}.`);
  }
  const dark = nodes.filter((node) =>
    of2022.includes(node)
      ? node.build === undefined || revisionOf(node.build) === undefined
      : releaseOfNode(catalog, node) === undefined,
  );
  if (dark.length > 0) {
    return open(asked, `KB5012637 is not known of ${listed(dark.map(({ name }) => name))}.`, [ASK_BUILD]);
  }
  return passes(asked, `All nodes of Windows Server 2022 are at ${record.ws2022MinBuild} or newer.`);
}

const nodeText = ({ name, build }: WindowsNode): string => `${name} (${build ?? ''})`;

function privilegedAnswer(catalog: Catalog, { workloads }: WmcoFacts): CheckAnswer {
  const asked: Asked = { id: 'wmco.pods.no-privileged', record: matrixRule(catalog, 'no-privileged-no-hugepages') };
  const bad = workloads.filter(({ privileged }) => privileged === true);
  if (bad.length > 0) {
    return fails(
      asked,
      `Privileged containers do not exist on Windows: ${listed(bad.map(({ workload }) => workload))}.`,
    );
  }
  const dark = workloads.filter(({ privileged }) => privileged === undefined);
  if (dark.length > 0) {
    return open(asked, `Not known of ${listed(dark.map(({ workload }) => workload))}.`, [
      'the pod specifications: connect the cluster',
    ]);
  }
  return passes(asked, workloads.length === 0 ? 'No Windows pods yet.' : 'No Windows pod is privileged.');
}

function imageAnswer(catalog: Catalog, { workloads, nodes }: WmcoFacts): CheckAnswer {
  const asked: Asked = { id: 'wmco.pods.image-build', record: matrixRule(catalog, 'k8s-process-only') };
  const releases = [...new Set(nodes.map((node) => releaseOfNode(catalog, node)))];
  const uses = workloads.flatMap(({ workload, images }) => images.map((image) => ({ workload, image })));
  if (uses.length === 0) return passes(asked, 'No Windows images are in use yet.');
  if (releases.length === 0) return open(asked, 'There are no Windows nodes to compare with.', [ASK_BUILD]);
  const answers = uses.map(({ workload, image }) => {
    const each = releases.map(
      (release) =>
        matchImage(catalog, {
          base: baseOfImage(image),
          isolation: 'process',
          node: release === undefined ? {} : { release },
        }).outcome,
    );
    const outcome = each.includes('pass') ? 'pass' : each.includes('unknown') ? 'unknown' : 'fail';
    return { outcome, text: `${workload}: ${image}` };
  });
  const bad = answers.filter(({ outcome }) => outcome === 'fail').map(({ text }) => text);
  if (bad.length > 0) return fails(asked, `No node has the build of ${listed(bad)}.`);
  const dark = answers.filter(({ outcome }) => outcome === 'unknown').map(({ text }) => text);
  if (dark.length > 0) {
    return open(asked, `Not known of ${listed(dark)}.`, ['tags that name the base, and the build of the nodes']);
  }
  return passes(asked, 'Each Windows image finds a node of its build.');
}
