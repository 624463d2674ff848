/** What a port and a process stand for, by the catalogue. */

import type { ServicePorts, ServicePurpose } from '../catalog/service-ports.ts';

export interface Service {
  readonly name: string;
  readonly purpose: ServicePurpose;
}

export interface ServiceNames {
  byPort(port: number | undefined, protocol: 'tcp' | 'udp' | undefined): Service | undefined;
  byProcess(process: string | undefined): Service | undefined;
  /**
   * Name of what an edge leads to: the process that answers where it is telling, else the port. A runtime such as
   * Java says less than the port does.
   */
  of(port: number | undefined, protocol: 'tcp' | 'udp' | undefined, process: string | undefined): Service | undefined;
}

/** Processes that run anything: their name does not say what the service is. */
const RUNTIMES: ReadonlySet<string> = new Set(['java', 'node', 'dotnet', 'python']);

/** "C:\\Program Files\\…\\sqlservr.exe" and "/usr/sbin/sqlservr" are the process "sqlservr". */
export function processName(text: string): string | undefined {
  const name = text
    .trim()
    .replace(/^.*[\\/](?=[^\\/])/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase();
  return name === '' || name === '-' || name.length > 64 ? undefined : name;
}

export function serviceNames(catalog: ServicePorts): ServiceNames {
  const ports = new Map<string, Service>();
  for (const { port, protocols, name, purpose } of catalog.ports) {
    for (const protocol of protocols) ports.set(`${protocol}/${port}`, { name, purpose });
  }
  const processes = new Map(catalog.processes.map(({ process, name, purpose }) => [process, { name, purpose }]));
  const byPort: ServiceNames['byPort'] = (port, protocol) =>
    port === undefined ? undefined : ports.get(`${protocol ?? 'tcp'}/${port}`);
  const byProcess: ServiceNames['byProcess'] = (process) => {
    const name = process === undefined ? undefined : processName(process);
    return name === undefined ? undefined : processes.get(name);
  };
  return {
    byPort,
    byProcess,
    of(port, protocol, process) {
      const [told, known] = [byProcess(process), byPort(port, protocol)];
      return told !== undefined && !(RUNTIMES.has(told.name) && known !== undefined) ? told : known;
    },
  };
}
