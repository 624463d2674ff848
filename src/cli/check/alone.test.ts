import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedFile } from '../../shipped-files.ts';
import { cli } from '../run.fixture.ts';

let folder = '';
let estate = '';
const guide = await readFile(shippedFile('docs/guide/checking-in-a-pipeline.md'), 'utf8');
const [, EXAMPLE = ''] = /```yaml\n([\s\S]*?)```/.exec(guide) ?? [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isthmus-alone-'));
  estate = join(folder, 'estate.yaml');
  await writeFile(estate, EXAMPLE);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const env = (): Record<string, string> => ({ ISTHMUS_HOME: folder });

describe('isthmus check -f estate.yaml', () => {
  it('checks the example of the guide without a server, names the line and exits 3', async () => {
    const ran = await cli(['check', '-f', estate, '--pack', 'gdpr', '--as-of', '2026-11-23'], {}, env());
    expect(ran).toMatchObject({ code: 3, sent: [] });
    expect(ran.out).toContain(`✗ violated  ${estate}:15  reports  gdpr-ch5 Art. 44-46`);
    expect(ran.out).toContain('holds personal: reads patients');
  });

  it('writes reports for machines', async () => {
    const [sarif, junit] = [join(folder, 'o.sarif'), join(folder, 'o.xml')];
    await cli(['check', '-f', estate, '--pack', 'gdpr', '--sarif', sarif, '--junit', junit], {}, env());
    expect(JSON.parse(await readFile(sarif, 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(await readFile(junit, 'utf8')).toContain('failures="1"');
  });

  it('keeps still where nothing is broken, and fails on what is unknown when asked to', async () => {
    const calm = join(folder, 'calm.yaml');
    await writeFile(calm, EXAMPLE.replace('tool: none', 'tool: scc'));
    const words = ['check', '-f', calm, '--pack', 'gdpr'];
    expect((await cli(words, {}, env())).code).toBe(0);
    expect((await cli([...words, '--fail-on-unknown'], {}, env())).code).toBe(3);
  });

  it('says that a class escapes every rule by its spelling, and fails on it when asked to', async () => {
    const odd = join(folder, 'odd.yaml');
    const text = EXAMPLE.replace('[personal]', '[Personal]').replace(/ {2}- name: reports[^]*/, '');
    await writeFile(odd, text);
    const words = ['check', '-f', odd, '--pack', 'gdpr', '--as-of', '2026-11-23'];
    const ran = await cli(words, {}, env());
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/\? doubtful {2}.*odd.yaml:\d+ {2}patients .*"Personal"\. Did you mean "personal"\?/);
    expect(ran.out).not.toContain('Every rule that applies is kept.');
    expect((await cli([...words, '--fail-on-unknown'], {}, env())).code).toBe(3);
    const { doubtfulClasses } = JSON.parse((await cli([...words, '-o', 'json'], {}, env())).out);
    expect(doubtfulClasses).toMatchObject([{ dataClass: 'Personal', workloadName: 'patients' }]);
  });

  it('takes a pack from a file', async () => {
    const pack = join(folder, 'house.yaml');
    const text = [
      'id: house',
      'version: 1.0.0',
      'name: House rules',
      'source: board',
      "asOf: '2026-01-01'",
      "appliesWhen: 'true'",
      'requirements:',
      '  - {id: owner, ref: H1, title: Has an owner, test: has(workload.owner), remedy: Name one.}',
    ];
    await writeFile(pack, `${text.join('\n')}\n`);
    const ran = await cli(['check', '-f', estate, '--pack', pack], {}, env());
    expect(ran.code).toBe(3);
    expect(ran.out).toContain('patients  house H1  Has an owner');
  });

  it('names a misspelt pack, an impossible day, and options that are of no use', async () => {
    const wrong = await cli(['check', '-f', estate, '--pack', 'gpdr'], {}, env());
    expect(wrong).toMatchObject({ code: 64 });
    expect(wrong.err).toContain('IST-4033');
    expect((await cli(['check', '-f', estate, '--as-of', '2026-02-30'], {}, env())).err).toContain('is no day');
    expect((await cli(['check', '--sarif', 'x'], {}, env())).err).toContain('--sarif is for an estate file');
  });
});
