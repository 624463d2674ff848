/** The half of the doctor that connects to every live source once, and looks at how old what is known is. */

import { holdText } from '../core/model/hold-text.ts';
import type { ServiceContext } from './context.ts';
import type { DoctorCheck } from './doctor.ts';
import { ageText, fail, ok, warn } from './doctor-check.ts';
import { problemOf } from './problem.ts';
import { testSource } from './source-test.ts';
import type { SourceTest } from './source-test.ts';
import { listSources } from './sources.ts';
import type { SourceWithReceipt } from './sources.ts';

const PARALLEL = 4;
const LONGEST_TEST_MS = 30_000;
const CERTIFICATE_DAYS = 30;

export async function checkSources(context: ServiceContext): Promise<readonly DoctorCheck[]> {
  const sources = await listSources(context);
  const checks = new Map<string, readonly DoctorCheck[]>();
  const waiting = [...sources];
  const work = async (): Promise<void> => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      checks.set(source.id, source.live === null ? fileChecks(source) : await liveChecks(context, source));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return sources.flatMap(({ id }) => checks.get(id) ?? []);
}

const aboutOf = (source: SourceWithReceipt, what: string, title: string) => ({
  id: `source/${source.id}/${what}`,
  title: `${source.name}: ${title}`,
});

function fileChecks(source: SourceWithReceipt): readonly DoctorCheck[] {
  const about = aboutOf(source, 'freshness', 'age');
  const text = `a file of ${source.observedAt.slice(0, 10)}, ${source.workloads} machines`;
  return [
    source.state === 'stale'
      ? warn(about, text, `Import a newer export under the same name: --name "${source.name}"`)
      : ok(about, text),
  ];
}

async function liveChecks(context: ServiceContext, source: SourceWithReceipt): Promise<readonly DoctorCheck[]> {
  const checks = [...(await reachable(context, source))];
  const about = aboutOf(source, 'freshness', 'freshness');
  const { live, state, ageSeconds } = source;
  const age =
    ageSeconds === null ? 'it was never read' : `read ${ageText(ageSeconds)} ago, ${source.workloads} machines`;
  if (live?.held) {
    checks.push(
      warn(
        aboutOf(source, 'held', 'held'),
        holdText('a read', live.held),
        `Look at what would go, then: isthmus confirm "${source.name}", or with --reject to keep what is there.`,
      ),
    );
  }
  if (live?.paused === true) checks.push(warn(about, `paused; ${age}`, 'Switch it on again when it is wanted.'));
  else if (live?.lastError)
    checks.push(
      fail(
        about,
        `${live.failures === 1 ? 'the last read failed' : `the last ${live.failures} reads failed`}: ${live.lastError.detail}; ${age}`,
        live.lastError.hint,
      ),
    );
  else if (state === 'stale')
    checks.push(warn(about, age, `Read it now: isthmus sync "${source.name}"; a server keeps it fresh: isthmus serve`));
  else if (state === 'never') checks.push(warn(about, age, `Read it: isthmus sync "${source.name}"`));
  else checks.push(ok(about, age));
  return checks;
}

async function reachable(context: ServiceContext, source: SourceWithReceipt): Promise<readonly DoctorCheck[]> {
  const about = aboutOf(source, 'reachable', 'connection');
  const { signal: outer } = context;
  const late = AbortSignal.timeout(LONGEST_TEST_MS);
  const signal = outer === undefined ? late : AbortSignal.any([outer, late]);
  try {
    const test = await orAborted(testSource({ ...context, signal }, source.id), signal);
    const { identity, steps } = test;
    const took = steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const as = identity.account === undefined ? '' : ` as ${identity.account}`;
    const connected = ok(about, `${identity.product} at ${identity.endpoint}${as}, ${took} ms`);
    return [connected, ...rightsOf(source, test), ...certificateChecks(context, source, test)];
  } catch (error) {
    if (late.aborted)
      return [
        fail(about, `no connection in ${LONGEST_TEST_MS / 1000} s`, 'Check the network and the load of the source.'),
      ];
    const { code, detail, hint } = problemOf(error);
    return [fail(about, `${code}: ${detail}`, hint)];
  }
}

function rightsOf(source: SourceWithReceipt, { lacking }: SourceTest): readonly DoctorCheck[] {
  return lacking.map(({ right, cost }) =>
    warn(aboutOf(source, `right/${right}`, `right ${right}`), `is missing: ${cost}`, 'Give the account this right.'),
  );
}

function certificateChecks(
  context: ServiceContext,
  source: SourceWithReceipt,
  { certificate }: SourceTest,
): readonly DoctorCheck[] {
  if (certificate === null) return [];
  const about = aboutOf(source, 'certificate', 'certificate');
  const days = (Date.parse(certificate.validTo) - context.clock().getTime()) / 86_400_000;
  const until = `valid until ${certificate.validTo.slice(0, 10)}`;
  if (days < 0) return [fail(about, `expired on ${certificate.validTo.slice(0, 10)}`, 'Renew it at the source.')];
  if (days < CERTIFICATE_DAYS)
    return [
      warn(
        about,
        `${until}, ${Math.floor(days)} days from now`,
        'Renew it at the source; a pinned thumbprint changes then.',
      ),
    ];
  return [ok(about, until)];
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined);
  const ended = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('it took too long')), { once: true });
  });
  return Promise.race([work, ended]);
}
