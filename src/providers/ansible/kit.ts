/** Playbooks that gather what is used and nothing else: what `isthmus collect ansible` gives out. */

import { readFile } from 'node:fs/promises';
import { shippedFile } from '../../shipped-files.ts';
import type { KitFile } from '../provider.ts';

export const KIT_FOLDER = 'src/providers/ansible/kit/';

const playbook = (name: string, title: string, fileName: string): KitFile => ({
  name,
  title,
  fileName,
  content: () => readFile(shippedFile(`${KIT_FOLDER}${fileName}`), 'utf8'),
});

export const KIT: readonly KitFile[] = [
  playbook('linux', 'Playbook that gathers facts and services of Linux machines', 'facts-linux.yml'),
  playbook('windows', 'Playbook that gathers facts, features and services of Windows machines', 'facts-windows.yml'),
  playbook('windows-guest', 'Script that the Windows playbook runs, to keep beside it', 'guest-windows.ps1'),
];
