/** The one list of artefact formats: `isthmus export --to <id>`. */

import { failure } from '../../errors/registry.ts';
import type { ArtefactInput, ArtefactResult, ArtefactTool } from './artefact.ts';
import { azureArtefacts } from './azure/generate.ts';
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
  return tool.generate(input);
}
