/** The half of the doctor that looks at this installation: database, key, catalogue, disk, clock, worker, packages. */

import { stat, statfs } from 'node:fs/promises';
import { countByKey } from '../store/secrets.ts';
import { readConnections } from '../store/connections.ts';
import { readWorkers } from '../store/workers.ts';
import type { ServiceContext } from './context.ts';
import type { DoctorCheck } from './doctor.ts';
import { ageText, fail, guarded, ok, warn } from './doctor-check.ts';
import { readKeyRing } from './seal-keys.ts';

const LEAST_FREE_MIB = 500;
const GOOD_FREE_MIB = 2_048;
const MOST_SKEW_SECONDS = 60;
const OLD_CATALOGUE_DAYS = 180;
const WORKER_SILENT_SECONDS = 10;

export function checkInstallation(context: ServiceContext): Promise<readonly DoctorCheck[]> {
  const packages = packageChecks(context);
  const single = [database, clock, key, catalogue, disk, worker].map((check) => check(context));
  return Promise.all(single).then(async (checks) => [...checks, ...(await packages)]);
}

function database({ store, installation }: ServiceContext): Promise<DoctorCheck> {
  const about = { id: 'database', title: 'Database' };
  return guarded(about, async () => {
    const { rows } = await store.query<{ version: string; size: string }>(
      `select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size`,
    );
    const kind = installation.databaseUrl === undefined ? 'embedded PostgreSQL' : 'PostgreSQL';
    return ok(about, `${kind} ${rows[0]?.version ?? ''}, ${rows[0]?.size ?? ''}`);
  });
}

/** Leases and ages go by the database's clock; certificates and tokens by this machine's. */
function clock({ store }: ServiceContext): Promise<DoctorCheck> {
  const about = { id: 'clock', title: 'Clock' };
  return guarded(about, async () => {
    const before = Date.now();
    const { rows } = await store.query<{ now: Date }>('select clock_timestamp() as now');
    const here = (before + Date.now()) / 2;
    const skew = Math.abs((rows[0]?.now.getTime() ?? here) - here) / 1000;
    if (skew <= MOST_SKEW_SECONDS) return ok(about, 'this machine and the database agree');
    const text = `this machine and the database differ by ${ageText(skew)}`;
    return warn(about, text, 'Let both keep time with NTP: tokens and certificates are judged by it.');
  });
}

function key({ store, installation }: ServiceContext): Promise<DoctorCheck> {
  const about = { id: 'key', title: 'Key of stored secrets' };
  return guarded(about, async () => {
    const stored = await countByKey(store);
    if (stored.size === 0 && installation.keys.key === undefined && installation.keys.keyFile === undefined)
      return ok(about, 'no secrets are stored; a key is made in the data folder with the first one');
    const ring = await readKeyRing(installation.keys, { make: false });
    const lost = [...stored].filter(([id]) => !ring.byId.has(id));
    if (lost.length > 0) {
      const count = lost.reduce((sum, [, sources]) => sum + sources, 0);
      const ids = lost.map(([id]) => id).join(', ');
      return fail(
        about,
        `the secrets of ${count === 1 ? 'one source' : `${count} sources`} hang on key ${ids}, which ${ring.from} does not hold`,
        'Start with that key, or set the secrets of those sources again.',
      );
    }
    const old = [...stored].filter(([id]) => id !== ring.current.id).reduce((sum, [, sources]) => sum + sources, 0);
    if (old > 0)
      return warn(
        about,
        `${old === 1 ? 'one source still hangs' : `${old} sources still hang`} on a former key`,
        'Wrap them anew: isthmus secrets rewrap',
      );
    if (ring.from !== 'ISTHMUS_KEY' && (await isReadByOthers(ring.from)))
      return warn(about, `${ring.from} can be read by other users`, `chmod 600 ${ring.from}`);
    const copy = ring.generated ? '; keep a copy of it apart from the database' : '';
    return ok(about, `key ${ring.current.id} from ${ring.from}${copy}`);
  });
}

async function isReadByOthers(file: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  return ((await stat(file)).mode & 0o007) !== 0;
}

function catalogue(context: ServiceContext): Promise<DoctorCheck> {
  const about = { id: 'catalogue', title: 'Catalogue' };
  return guarded(about, async () => {
    const { asOf } = (await context.catalog())['os-lifecycle'];
    const days = (context.clock().getTime() - Date.parse(asOf)) / 86_400_000;
    if (days <= OLD_CATALOGUE_DAYS) return ok(about, `its dates are of ${asOf}`);
    const text = `its dates are of ${asOf}, ${Math.floor(days)} days ago`;
    return warn(about, text, 'Use a newer release: support dates and guest tables may have changed.');
  });
}

function disk({ home, installation }: ServiceContext): Promise<DoctorCheck> {
  const about = { id: 'disk', title: 'Disk space' };
  return guarded(about, async () => {
    const { bavail, bsize } = await statfs(home);
    const free = (bavail * bsize) / 1_048_576;
    const text = `${(free / 1024).toFixed(1)} GiB are free at ${home}`;
    if (free < LEAST_FREE_MIB) return fail(about, text, 'Free some space: an import or a sync may need it.');
    if (free < GOOD_FREE_MIB && installation.databaseUrl === undefined)
      return warn(about, text, 'Free some space: a large estate needs a few GiB.');
    return ok(about, text);
  });
}

function worker({ store }: ServiceContext): Promise<DoctorCheck> {
  const about = { id: 'worker', title: 'Worker' };
  return guarded(about, async () => {
    const [workers, connections] = await Promise.all([readWorkers(store), readConnections(store)]);
    const alive = workers.filter(({ silentSeconds }) => silentSeconds < WORKER_SILENT_SECONDS);
    const live = [...connections.values()].filter(({ paused }) => !paused).length;
    if (alive.length > 0) {
      const where = alive.map(({ host, pid }) => `${host} (process ${pid})`).join(', ');
      return ok(about, `${alive.length === 1 ? 'one runs' : `${alive.length} run`} on ${where}`);
    }
    if (live === 0) return ok(about, 'none runs, and no source needs one');
    const text = `none runs: ${live} live source${live === 1 ? ' is' : 's are'} read only when somebody asks`;
    return warn(about, text, 'Keep a server running: isthmus serve');
  });
}

async function packageChecks({ installation }: ServiceContext): Promise<readonly DoctorCheck[]> {
  const { packages } = await installation.providers();
  return packages.map(({ name, kind, problem }) => {
    const about = { id: `package/${name}`, title: `Provider package ${name}` };
    if (problem === undefined) return ok(about, `provides "${kind ?? ''}"`);
    return fail(about, problem.detail, problem.hint);
  });
}
