import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describeProvider } from '../conformance.ts';
import { SCREEN, SECRETS, answer, linuxFacts, windowsFacts } from './facts.fixture.ts';
import { ansibleProvider } from './provider.ts';

async function put(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const MANY = Object.fromEntries(
  Array.from({ length: 250 }, (_, i) => [`host${i}`, { ansible_facts: linuxFacts({ ansible_hostname: `host${i}` }) }]),
);

describeProvider(ansibleProvider, [
  {
    name: 'a folder of --tree',
    workloads: 2,
    secrets: SECRETS,
    file: async (folder) => {
      const path = join(folder, 'facts');
      await mkdir(path);
      await put(path, 'app01.example.com', answer(linuxFacts()));
      await put(path, 'dc01.json', answer(windowsFacts()));
      await put(path, 'notes.json', '{"shopping": ["milk"]}');
      await put(path, 'site.yml', 'password: hunter2-hostvar');
      return path;
    },
  },
  {
    name: 'a .zip of a fact cache, without "ansible_facts" around the facts',
    workloads: 2,
    secrets: SECRETS,
    file: (folder) =>
      put(
        folder,
        'cache.zip',
        zipSync(
          {
            'cache/app01': strToU8(JSON.stringify(linuxFacts())),
            'cache/dc01': strToU8(JSON.stringify(windowsFacts())),
          },
          // The time is in the bytes, and a file made twice must be the same file.
          { mtime: '2026-11-22T12:00:00Z' },
        ),
      ),
  },
  { name: 'the output on the screen', workloads: 2, secrets: SECRETS, file: (f) => put(f, 'out.txt', SCREEN) },
  {
    name: 'hostvars of an inventory, which hold passwords',
    workloads: 1,
    secrets: SECRETS,
    file: (folder) =>
      put(
        folder,
        'inventory.json',
        JSON.stringify({
          _meta: { hostvars: { app01: { ...linuxFacts(), ansible_password: 'hunter2-hostvar' } } },
          all: { children: ['ungrouped'] },
        }),
      ),
  },
  {
    name: 'a map of many hosts, each several batches apart',
    workloads: 250,
    secrets: SECRETS,
    file: (folder) => put(folder, 'all.json', JSON.stringify(MANY)),
  },
]);
