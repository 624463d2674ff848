/** The real ansible of this machine asks this machine, and its answer is imported. */

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { importedFrom } from './import.fixture.ts';

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
    const { writeFile } = await import('node:fs/promises');
    const path = join(await folder, 'screen.txt');
    await writeFile(path, screen);
    const [fromScreen, fromTree] = [await importedFrom(path, 'screen.txt'), await importedFrom(tree, 'again')];
    expect(fromScreen.machines).toEqual(fromTree.machines);
  });
});
