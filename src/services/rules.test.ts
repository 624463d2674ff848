import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { RULES } from '../core/assess/rules/registry.ts';
import { ruleText } from '../core/assess/user-rules/rule.fixture.ts';
import { applyRules, checkRules, deleteRule } from './apply-rules.ts';
import { assessEstate } from './assess-estate.ts';
import type { OwnedContext } from './context.ts';
import { rulePacks } from './decide.ts';
import { importDemo } from './import-demo.ts';
import { getRule, listRules } from './list-rules.ts';
import { rulesInForce } from './rules-in-force.ts';
import { tryRules } from './try-rules.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext({});
  await importDemo(context, { seed: 1, workloads: 20 });
});
afterAll(() => context?.[Symbol.asyncDispose]());

const folder = (): string => join(context.home, 'rules');
async function inFolder(name: string, text: string): Promise<void> {
  await mkdir(folder(), { recursive: true });
  await writeFile(join(folder(), name), text);
}
afterEach(async () => {
  await rm(folder(), { recursive: true, force: true });
  const { own } = await rulesInForce(context);
  for (const { rule } of own) await deleteRule(context, rule.id);
});

describe('rules of the folder', () => {
  it('count from the next question on, and are gone when the file is', async () => {
    const before = await rulesInForce(context);
    expect(before.rules).toEqual(RULES);
    await inFolder('a.yaml', ruleText('cpuCount > 4', { id: 'user.a' }));
    const one = await rulesInForce(context);
    expect(one.own.map(({ rule }) => rule.id)).toEqual(['user.a']);
    expect(one.rules).toHaveLength(RULES.length + 1);
    await inFolder('a.yaml', ruleText('cpuCount > 5', { id: 'user.a' }));
    const other = await rulesInForce(context);
    expect(new Set([before.version, one.version, other.version]).size).toBe(3);
    expect(rulePacks(other)['readiness-rules']?.digest).toBe(other.version);
    await rm(folder(), { recursive: true });
    expect((await rulesInForce(context)).version).toBe(before.version);
  });

  it('that are broken are open on every machine, named in the assessment, and fail nothing else', async () => {
    await inFolder('a.yaml', ruleText('cpucount > 4', { id: 'user.a', severity: { kvm: 'warning' } }));
    await inFolder('b.yaml', 'a: [');
    const { rules, rulesVersion } = await assessEstate(context, {});
    expect(rulesVersion).toBe((await rulesInForce(context)).version);
    const own = rules.filter(({ ruleId }) => ruleId.startsWith('user.'));
    expect(own.map(({ ruleId, fail }) => [ruleId, fail])).toEqual([
      ['user.a', 0],
      ['user.unreadable.b-yaml', 0],
    ]);
    expect(own.every(({ unknown }) => unknown > 0)).toBe(true);
    const listed = await listRules(context);
    expect(listed[0]).toMatchObject({ id: 'user.a', origin: 'folder', file: 'a.yaml', sound: false });
    expect(listed[0]?.counts).toEqual({ fail: 0, unknown: own[0]?.unknown });
  });

  it('with one id in two files: none counts, both are named, the heavier severity holds', async () => {
    await inFolder('a.yaml', ruleText('tpm', { id: 'user.a', severity: { kvm: 'warning' } }));
    await inFolder('b.yaml', ruleText('tpm', { id: 'user.a', severity: { kvm: 'blocker', hyperv: 'info' } }));
    const { own } = await rulesInForce(context);
    expect(own).toHaveLength(1);
    expect(own[0]?.rule.severity).toEqual({ kvm: 'blocker', hyperv: 'info' });
    expect(own[0]?.problems[0]?.message).toBe(
      '"user.a" is the id of 2 rules: rules/a.yaml, rules/b.yaml. None of them counts',
    );
  });
});

describe('applied rules', () => {
  const text = (fails: string): string => ruleText(fails, { id: 'user.a' });

  it('are kept in every version, with who and when', async () => {
    expect(await applyRules(context, text('cpuCount > 4'))).toMatchObject([{ id: 'user.a', changed: true }]);
    expect(await applyRules(context, text('cpuCount > 4'))).toMatchObject([{ changed: false }]);
    await applyRules(context, text('cpuCount > 5'));
    await deleteRule(context, 'user.a');
    expect((await rulesInForce(context)).own).toEqual([]);
    await expect(getRule(context, 'user.a')).rejects.toMatchObject({ code: 'IST-3013' });
    await applyRules(context, text('cpuCount > 6'));
    const { history, text: now } = await getRule(context, 'user.a');
    expect(history.map(({ deleted }) => deleted)).toEqual([false, true, false, false]);
    expect(history[0]).toMatchObject({ actor: context.actor, text: now });
  });

  it('are refused whole when one is not valid, when a test fails, or when a file has the id', async () => {
    const broken = `- ${text('cpuCount > 4').replaceAll('\n', '\n  ')}\n- ${text('tmp').replace('user.a', 'user.b').replaceAll('\n', '\n  ')}`;
    await expect(applyRules(context, broken)).rejects.toMatchObject({
      code: 'IST-3011',
      causes: [{ where: expect.stringContaining('column'), message: expect.stringContaining('tpm') }],
    });
    const tested = ruleText('tpm', { id: 'user.a', tests: [{ name: 't', facts: { tpm: true }, expect: 'pass' }] });
    await expect(applyRules(context, tested)).rejects.toMatchObject({ code: 'IST-3011' });
    expect(checkRules(tested).rules[0]?.tests).toMatchObject([{ name: 't', ok: false, got: 'fail' }]);
    await inFolder('a.yaml', text('tpm'));
    await expect(applyRules(context, text('tpm'))).rejects.toMatchObject({ code: 'IST-3012' });
    await expect(deleteRule(context, 'user.a')).rejects.toMatchObject({ code: 'IST-3014' });
    await expect(deleteRule(context, RULES[0]?.id ?? '')).rejects.toMatchObject({ code: 'IST-3014' });
    await rm(folder(), { recursive: true });
    expect((await rulesInForce(context)).own).toEqual([]);
  });

  it('can be tried before: the counts are those of the assessment that follows', async () => {
    const rule = ruleText('cpuCount > 4', { id: 'user.a', severity: { stay: 'warning' } });
    const { rules } = await tryRules(context, rule);
    const [tried] = rules;
    const none = { pass: 0, fail: 0, unknown: 0, notAsked: 0, notJudged: 0 };
    const { pass, fail, unknown, notAsked, notJudged } = tried?.counts ?? none;
    expect(pass + fail + unknown + notAsked + notJudged).toBe(20);
    expect(tried?.examples.pass.length).toBe(Math.min(3, pass));
    await applyRules(context, rule);
    await assessEstate(context, {});
    expect((await getRule(context, 'user.a')).counts).toEqual({ fail, unknown });
  });

  it('that fail nowhere are counted with 0 and 0 right after an assessment, applied before or after others', async () => {
    await assessEstate(context, {});
    await applyRules(context, text('cpuCount > 100000'));
    await inFolder('b.yaml', ruleText('cpuCount > 200000', { id: 'user.b' }));
    await assessEstate(context, {});
    const own = (await listRules(context)).filter(({ origin }) => origin !== 'shipped');
    expect(own.map(({ counts }) => counts?.fail)).toEqual([0, 0]);
  });
});
