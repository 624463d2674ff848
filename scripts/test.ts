/** Runs every test that can run here, after saying what cannot and why. Arguments go to Vitest. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = `${root}dist/test-report.json`;
const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  process.env.ISTHMUS_CHROMIUM,
];

const parts: readonly { readonly name: string; readonly present: boolean; readonly without: string }[] = [
  {
    name: 'Chromium',
    present: CHROMIUM.some((path) => path !== undefined && existsSync(path)),
    without: 'browser tests are skipped; install Chromium or set ISTHMUS_CHROMIUM',
  },
  {
    name: 'PostgreSQL 15',
    present: existsSync('/usr/lib/postgresql/15/bin/postgres'),
    without: 'the store suite runs on the embedded PostgreSQL 18 only; install postgresql-15',
  },
  {
    name: 'vendor schemas',
    present: process.env.ISTHMUS_SHARED !== undefined,
    without: 'contract checks are skipped; set ISTHMUS_SHARED to the folder that holds schemas/',
  },
  {
    name: 'openpyxl',
    present: spawnSync('/usr/bin/python3', ['-c', 'import openpyxl'], { stdio: 'ignore' }).status === 0,
    without: 'workbooks are not opened with openpyxl; install python3-openpyxl',
  },
  {
    name: 'vcsim',
    present: existsSync('/usr/bin/go') && existsSync('/usr/share/gocode/src/github.com/vmware/govmomi/simulator'),
    without: 'vSphere is tried on our own stub only; install golang-go and golang-github-vmware-govmomi-dev',
  },
  {
    name: 'libvirtd',
    present: existsSync('/usr/sbin/libvirtd'),
    without: 'libvirt is tried on recorded documents only; install libvirt-daemon-system and qemu-system-x86',
  },
  {
    name: 'sshd',
    present: existsSync('/usr/sbin/sshd'),
    without: 'SSH is tried on a server in the test only; install openssh-server',
  },
  {
    name: 'Ansible',
    present: existsSync('/usr/bin/ansible'),
    without: 'facts and connections are not gathered from this machine; install ansible',
  },
  {
    name: 'kubectl',
    present: spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status === 0,
    without: 'no second client tries the Kubernetes stub; install kubectl',
  },
];
for (const { name, present, without } of parts) {
  process.stdout.write(present ? `with ${name}\n` : `without ${name}: ${without}\n`);
}

rmSync(report, { force: true });
const vitest = `${root}node_modules/vitest/vitest.mjs`;
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const result = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(finish(result.status ?? 1));

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Says what was skipped. Where everything should be installed, a skipped test is a failure. */
function finish(status: number): number {
  if (!existsSync(report)) return status === 0 ? 1 : status;
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as Report;
  const skipped = testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => test.fullName),
  );
  for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
  process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
  if (status === 0 && skipped.length > 0 && process.env.CI === 'true') {
    process.stdout.write('CI installs every part, so a skipped test is a failure there.\n');
    return 1;
  }
  return status;
}
