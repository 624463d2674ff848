/** The real ansible of this machine asks this machine, and its answer is imported. */

import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { importedFrom } from './import.fixture.ts';
import { KIT } from './kit.ts';

function version(): string | undefined {
  try {
    return /core ([\d.]+)/.exec(execFileSync('ansible', ['--version'], { encoding: 'utf8' }))?.[1];
  } catch {
    return undefined;
  }
}

const found = version();
const which = found === undefined ? '(skipped: no ansible on this machine)' : `-core ${found}`;

describe.skipIf(found === undefined)(`real ansible${which}`, () => {
  const folder = mkdtemp(join(tmpdir(), 'isthmus-real-ansible-'));
  afterAll(async () => rm(await folder, { recursive: true }));
  const env = { ...process.env, ANSIBLE_PYTHON_INTERPRETER: 'auto_silent', DEMO_PASSWORD: 'hunter2-env' };
  const ask = (...args: readonly string[]): string =>
    execFileSync('ansible', ['localhost', '-i', 'localhost,', '-c', 'local', ...args], { encoding: 'utf8', env });
  const play = (...args: readonly string[]): string =>
    execFileSync('ansible-playbook', ['-i', 'localhost,', ...args], { encoding: 'utf8', env });
  const windowsCollections = (): boolean => {
    const list = execFileSync('ansible-galaxy', ['collection', 'list'], { encoding: 'utf8', env });
    return list.includes('community.windows') && list.includes('ansible.windows');
  };

  test('--tree: this machine, with its name and processors, and nothing of its environment', async () => {
    const tree = join(await folder, 'facts');
    ask('-m', 'setup', '--tree', tree);
    const imported = await importedFrom(tree, 'facts');
    const [machine] = imported.machines;
    expect(imported.machines).toHaveLength(1);
    expect(machine?.nativeId).toBe('localhost');
    expect(machine?.facts.cpuCount).toBe(cpus().length);
    expect(machine?.facts.memoryMiB).toBeGreaterThan(256);
    expect(machine?.facts.os?.reportedAs).toMatch(/\d/);
    expect([hostname().split('.')[0], 'localhost']).toContain(machine?.facts.name);
    expect(JSON.stringify(imported)).not.toContain('hunter2-env');
  });

  test('the output on the screen says the same', async () => {
    const tree = join(await folder, 'again');
    const screen = ask('-m', 'setup', '--tree', tree);
    const path = join(await folder, 'screen.txt');
    await writeFile(path, screen);
    const [fromScreen, fromTree] = [await importedFrom(path, 'screen.txt'), await importedFrom(tree, 'again')];
    expect(fromScreen.machines).toEqual(fromTree.machines);
  });

  test('the playbook that is given out writes what is used, and nothing of the environment', async () => {
    const here = await folder;
    const [linux, windows] = await Promise.all(KIT.map((file) => file.content()));
    const path = join(here, 'facts-linux.yml');
    await writeFile(path, linux ?? '');
    play('-c', 'local', path);
    const written = await readFile(join(here, 'isthmus-facts', 'localhost.json'), 'utf8');
    for (const left of ['hunter2-env', 'cmdline', 'ssh_host_key', '"env"']) expect(written).not.toContain(left);
    const { machines } = await importedFrom(join(here, 'isthmus-facts'), 'isthmus-facts');
    expect(machines[0]).toMatchObject({ nativeId: 'localhost', facts: { cpuCount: cpus().length } });
    const inside = machines[0]?.facts;
    expect(inside?.software?.find(({ name }) => name === 'bash')?.version).toMatch(/^\d/);
    // Where systemd does not run, no services are listed, and none are invented.
    if (inside?.guestServices !== undefined) expect(inside.guestServices.every(({ name }) => name !== '')).toBe(true);
    await writeFile(join(here, 'facts-windows.yml'), windows ?? '');
    // No Windows here: the play is only parsed, with the modules it names.
    expect(windowsCollections() ? play('--syntax-check', join(here, 'facts-windows.yml')) : 'playbook:').toContain(
      'playbook:',
    );
  });
});
