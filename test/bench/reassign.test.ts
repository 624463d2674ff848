/** The machine reassignment benchmark: what it reads, makes, checks and writes. */

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPlan, simpleBound } from '../../bench/reassign/check-plan.ts';
import { figuresLike, generate } from '../../bench/reassign/generate.ts';
import { readAssignment, writeAssignment } from '../../bench/reassign/read-assignment.ts';
import { readModel } from '../../bench/reassign/read-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'reassign-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const main = fileURLToPath(new URL('../../bench/reassign/main.ts', import.meta.url));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** The worked example of the challenge. */
const TOY = `2
1 100 0 10
4
0 0 30 400 16 80 0 1 4 5
0 0 10 240 8 160 1 0 3 4
1 1 15 100 12 80 4 3 0 2
1 2 10 100 8 80 5 4 2 0
2
2 0
1 1 0
3
0 12 10 1000
0 10 20 100
1 6 200 1
1
0 1 20 10
1 10 100
`;
const model = file('model_toy.txt', TOY);
const initial = file('assignment_toy.txt', '0 3 0\r');

describe('reading a model', () => {
  it('takes the worked example, and gives its costs', () => {
    const problem = readModel(model, initial);
    const cost = (...plan: number[]) => checkPlan(problem, Int32Array.from(plan));
    expect(cost(0, 3, 0)).toEqual({ cost: 4200, moved: 0, violations: [] });
    expect(cost(0, 2, 0)).toEqual({ cost: 3510, moved: 1, violations: [] });
    expect(cost(0, 2, 1)).toEqual({ cost: 2411, moved: 2, violations: [] });
    expect(simpleBound(problem)).toBe(1300);
    expect(cost(0, 0, 0).violations).toEqual(['service 0 is twice on machine 0', 'service 0 is in 1 of 2 locations']);
    expect(cost(0, 3, 2).violations[0]).toMatch(/machine 2 holds more of resource 1/);
    expect(cost(0, 1, 0).violations).toContain('service 0 is in 1 of 2 locations');
    expect(cost(0, 3).violations).toEqual(['2 entries for 3 processes']);
    expect(cost(0, 3, 4).violations[0]).toMatch(/on machine 4 of 4/);
  });

  it('takes any white space, and numbers that lie across chunks', () => {
    const spread = file('model_spread.txt', TOY.replaceAll(' ', `${' '.repeat(99_991)}\t\r\n`).trimEnd());
    expect(readModel(spread, initial)).toEqual(readModel(model, initial));
  });

  const broken: [string, string, RegExp][] = [
    ['ends early', TOY.replace(/1 10 100\n$/, '1 10'), /the file ends where the weight of machine moves was expected/],
    ['goes on', `${TOY}7`, /line 18\): expected the end of the file after the weight of machine moves/],
    [
      'a flag that is none',
      TOY.replace('1 100 0 10', '2 100 0 10'),
      /number 2 at byte 2 \(line 2\): expected whether resource 0 is transient to be 0 or 1, found 2/,
    ],
    [
      'a service that is not there',
      TOY.replace('1 6 200 1', '2 6 200 1'),
      /line 14\): expected the service of process 2 below 2, found 2/,
    ],
    [
      'a dependency that is not there',
      TOY.replace('1 1 0', '1 1 9'),
      /a service that service 1 depends on below 2, found 9/,
    ],
    [
      'a resource that is not there',
      TOY.replace('0 1 20 10', '0 2 20 10'),
      /second resource of balance objective 0 below 2/,
    ],
    [
      'a negative number',
      TOY.replace('0 12 10', '0 -12 10'),
      /expected a requirement of process 0, a whole number, found "-" at byte/,
    ],
    ['a fraction', TOY.replace('0 12 10', '0 1.5 10'), /found "\."/],
    ['text', 'R=2', /found "R" at byte 0/],
    ['nothing', '', /number 1 at byte 0 \(line 1\): the file ends where the number of resources was expected/],
    [
      'more machines than the file can hold',
      '1 0 1 4000000000 1',
      /4000000000 machines are \d+ more numbers, but only 2 bytes are left/,
    ],
    ['a number beyond 32 bits', TOY.replace('0 12 10 1000', '0 12 10 4294967296'), /of at most 4294967295/],
  ];
  it.each(broken)('refuses a model that has %s, and says where', (name, text, message) => {
    expect(() => readModel(file(`broken ${name}.txt`, text), initial)).toThrow(message);
  });

  it('refuses assignments that do not fit', () => {
    expect(() => readAssignment(file('short.txt', '0 1'), 3, 4)).toThrow(/the machine of process 2/);
    expect(() => readAssignment(file('long.txt', '0 1 2 3'), 3, 4)).toThrow(/after the machine of the last of 3/);
    expect(() => readAssignment(file('beyond.txt', '0 4 1'), 3, 4)).toThrow(/process 1 below 4, found 4/);
  });

  it('writes a plan whole, and reads it back', () => {
    const path = join(folder, 'plan.txt');
    writeAssignment(path, Int32Array.of(3, 0, 2));
    expect([...readAssignment(path, 3, 4)]).toEqual([3, 0, 2]);
    expect(readdirSync(folder).filter((name) => name.includes('draft'))).toEqual([]);
  });
});

describe('making instances', () => {
  it('makes the same one of the same figures, and its initial plan keeps every rule', () => {
    const figures = figuresLike(300, 20, { seed: 4, dependencies: 200 });
    const paths = (name: string): [string, string] => [join(folder, `m${name}`), join(folder, `a${name}`)];
    generate(figures, ...paths('1'));
    generate(figures, ...paths('2'));
    expect(readFileSync(paths('1')[0])).toEqual(readFileSync(paths('2')[0]));
    const problem = readModel(...paths('1'));
    expect([problem.workloads, problem.hosts, problem.dependency.length]).toEqual([300, 20, 200]);
    const { violations, cost } = checkPlan(problem, problem.initial);
    expect(violations).toEqual([]);
    expect(cost).toBeGreaterThan(simpleBound(problem));
  });
});

describe('the command', () => {
  const files = ['--model', model, '--initial', initial];
  const run = (...args: string[]) => promisify(execFile)(process.execPath, [main, ...args]);

  it('finds the best plan of the example, with the same bytes on one thread and on two', async () => {
    const plans = await Promise.all(
      ['1', '2'].map(async (threads) => {
        const out = join(folder, `out${threads}.txt`);
        const { stdout } = await run(...files, '--out', out, '--iterations', '20000', '--threads', threads);
        expect(stdout).toContain('cost 2,411');
        return readFileSync(out, 'utf8');
      }),
    );
    expect(plans).toEqual(['0 2 1\n', '0 2 1\n']);
  });

  it('writes its best plan when it is interrupted', async () => {
    const out = join(folder, 'stopped.txt');
    const child = spawn(process.execPath, [main, ...files, '--out', out, '--time', '600', '--progress']);
    const ended = once(child, 'exit');
    // Twice, as a terminal and npm together do.
    let told = false;
    child.stdout.on('data', (text) => {
      if (told || !String(text).includes(' iterations')) return;
      told = true;
      for (let n = 0; n < 2; n += 1) child.kill('SIGTERM');
    });
    expect(await ended).toEqual([0, null]);
    expect(readFileSync(out, 'utf8')).toBe('0 2 1\n');
  });

  it('says in one line what is wrong with its arguments and files', async () => {
    const wrong: [string[], RegExp, number][] = [
      [['--nonsense'], /Unknown option '--nonsense'/, 64],
      [['--model', model], /--model, --initial and --out are needed/, 1],
      [[...files, '--out', 'x'], /either --time or --iterations is needed/, 1],
      [[...files, '--out', 'x', '--time', 'soon'], /--time soon: expected a number/, 1],
      [['--model', 'missing', '--initial', initial, '--out', 'x', '--time', '1'], /ENOENT.*missing/, 1],
      [['--all', folder, '--only', 'unknown'], /no model_unknown.txt/, 1],
    ];
    for (const [args, message, code] of wrong) {
      const failed: unknown = await run(...args).catch((error: unknown) => error);
      expect(failed).toMatchObject({ code, stderr: expect.stringMatching(message) as unknown });
      expect((failed as { stderr: string }).stderr).not.toContain('    at ');
    }
  });
});
