/** The playbook that lists connections: what `isthmus collect flows` gives out. */

import { readFile } from 'node:fs/promises';
import { shippedFile } from '../../shipped-files.ts';
import type { KitFile } from '../provider.ts';

export const PLAYBOOK_PATH = 'src/providers/flows/kit/collect-connections.yml';

export const KIT: readonly KitFile[] = [
  {
    name: 'playbook',
    title: 'Playbook that lists the connections of Linux and Windows machines',
    fileName: 'collect-connections.yml',
    content: () => readFile(shippedFile(PLAYBOOK_PATH), 'utf8'),
  },
];
