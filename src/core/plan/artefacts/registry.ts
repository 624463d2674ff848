/** The one list of artefact formats: `isthmus export --to <id>`. */

import { failure } from '../../errors/registry.ts';
import { GapList } from './artefact.ts';
import type { ArtefactGap, ArtefactInput, ArtefactResult, ArtefactTool } from './artefact.ts';
import { azureArtefacts } from './azure/generate.ts';
import { wayByHand } from './by-hand.ts';
import { openshiftArtefacts } from './openshift/generate.ts';

export const ARTEFACT_TOOLS: readonly ArtefactTool[] = [openshiftArtefacts, azureArtefacts];

/** Files for one tool. Throws IST-6005 for an id that is not in the list. */
export function generateArtefacts(toolId: string, input: ArtefactInput): ArtefactResult {
  const tool = ARTEFACT_TOOLS.find((candidate) => candidate.id === toolId);
  if (tool === undefined) {
    const known = ARTEFACT_TOOLS.map((candidate) => candidate.id).join(', ');
    throw failure('IST-6005', `there is no artefact format "${toolId}"`, {
      causes: [{ where: '--to', message: `known: ${known}` }],
    });
  }
  const result = tool.generate(input);
  return { ...result, gaps: [...result.gaps, ...withoutFormat(input)] };
}

/** Moves that no format serves, so that nobody takes an export for the whole plan. */
function withoutFormat({ plan }: ArtefactInput): readonly ArtefactGap[] {
  const gaps = new GapList();
  for (const { name, moves } of plan.waves) {
    for (const { target, workloadName } of moves) {
      const way = wayByHand(target);
      if (way !== undefined)
        gaps.add({ wave: name, what: `no format has files for ${target}`, remedy: way, effect: 'note' }, workloadName);
    }
  }
  return gaps.list();
}
