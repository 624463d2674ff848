/** Ports a part is reached on: from bindings of its site, else where its kind listens by custom. */

import type { CandidatePart } from '../../../assess/containers/candidate.ts';
import type { WebSite } from '../../../model/workload.ts';

export interface PartPorts {
  /** Port inside of the container; undefined when nobody knows. */
  readonly port: number | undefined;
  /** A binding with TLS: the certificate stays behind, and TLS ends in front of the pods. */
  readonly tls: boolean;
  /** Names that callers use. */
  readonly names: readonly string[];
}

const BY_SERVICE: readonly (readonly [RegExp, number])[] = [
  [/^(nginx|httpd|apache2|caddy|lighttpd)/, 80],
  [/^(tomcat|jetty|wildfly|jboss|jenkins)/, 8080],
  [/^kestrel-/, 8080],
  [/^memcached/, 11211],
  [/^(redis|valkey)/, 6379],
  [/^rabbitmq/, 5672],
  [/^grafana/, 3000],
  [/^prometheus/, 9090],
  [/^postgres/, 5432],
  [/^(mysql|mariadb)/, 3306],
  [/^mongod/, 27017],
];

export function portsOf(part: CandidatePart, site: WebSite | undefined): PartPorts {
  // "http *:80:shop.example": protocol, then address, port and name.
  const bindings = (site?.bindings ?? []).flatMap((binding) => {
    const found = /^(https?) [^ ]*?:(\d{1,5}):(.*)$/.exec(binding);
    return found === null ? [] : [{ protocol: found[1] ?? '', name: (found[3] ?? '').trim() }];
  });
  const tls = bindings.some(({ protocol }) => protocol === 'https');
  const names = [...new Set(bindings.map(({ name }) => name).filter((name) => name !== ''))].sort();
  if (part.kind === 'aspnet-framework' || part.kind === 'iis-site') return { port: 80, tls, names };
  if (part.kind === 'dotnet') return { port: 8080, tls, names };
  return { port: BY_SERVICE.find(([pattern]) => pattern.test(part.name.toLowerCase()))?.[1], tls, names };
}
