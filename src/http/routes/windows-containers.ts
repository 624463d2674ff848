/** Containers. What reads the whole estate is loaded when it is asked for. */

import type { windowsContainerRoutes } from '../../api/windows-containers.ts';
import type { Handlers } from '../handler.ts';

export const windowsContainerHandlers: Handlers<typeof windowsContainerRoutes> = {
  async containerCandidates(context, { query }) {
    const { containerCandidates } = await import('../../services/container-candidates.ts');
    return containerCandidates(context, query);
  },
  async containerCheck(context, { query }) {
    const { containerCheck } = await import('../../services/container-checks.ts');
    return containerCheck(context, query);
  },
  async containerFiles(context, { body }) {
    const { containerFiles } = await import('../../services/container-files.ts');
    return containerFiles(context, body);
  },
};
