/** Services that are known to run in containers, by the names systems give their services and packages. */

import { remember } from '../remember.ts';

export interface KnownService {
  readonly pattern: RegExp;
  readonly title: string;
  /** It keeps data beside its program, which must be kept outside of the container. */
  readonly stateful?: true;
}

const KNOWN_SERVICES: readonly KnownService[] = [
  { pattern: /^nginx/, title: 'nginx' },
  { pattern: /^(httpd|apache2)(\.service)?$|^apache\d/, title: 'Apache HTTP Server' },
  { pattern: /^tomcat\d*(@.*)?$|^apache-?tomcat/, title: 'Apache Tomcat' },
  { pattern: /^(node|nodejs|pm2-.+|pm2)$/, title: 'Node.js' },
  { pattern: /^php[\d.]*-fpm$/, title: 'PHP-FPM' },
  { pattern: /^(gunicorn|uwsgi)/, title: 'Python web service' },
  { pattern: /^kestrel-/, title: 'ASP.NET Core service' },
  { pattern: /^haproxy$/, title: 'HAProxy' },
  { pattern: /^(wildfly|jboss|eap\d?)/, title: 'WildFly / JBoss EAP' },
  { pattern: /^jetty\d*$/, title: 'Jetty' },
  { pattern: /^(caddy|lighttpd|traefik|envoy)$/, title: 'web server' },
  { pattern: /^memcached$/, title: 'memcached' },
  { pattern: /^(redis|redis-server|valkey)$/, title: 'Redis', stateful: true },
  { pattern: /^rabbitmq(-server)?$/, title: 'RabbitMQ', stateful: true },
  { pattern: /^(kafka|zookeeper)$/, title: 'Apache Kafka', stateful: true },
  { pattern: /^(elasticsearch|opensearch)/, title: 'Elasticsearch', stateful: true },
  { pattern: /^jenkins$/, title: 'Jenkins', stateful: true },
  { pattern: /^(grafana-server|grafana)$/, title: 'Grafana', stateful: true },
  { pattern: /^prometheus$/, title: 'Prometheus', stateful: true },
  { pattern: /^(gitea|sonarqube|nexus|artifactory)$/, title: 'build service', stateful: true },
  { pattern: /^minio$/, title: 'MinIO', stateful: true },
];

/** Databases: they run in containers with an operator that looks after them, and are no first candidates. */
const DATABASES: readonly KnownService[] = [
  { pattern: /^postgres(ql)?([-@]?[\d.]+.*)?$|^postgresql-x64/, title: 'PostgreSQL', stateful: true },
  { pattern: /^(mysql|mysqld|mysql\d+|mariadb|mariadbd)$/, title: 'MySQL / MariaDB', stateful: true },
  { pattern: /^mongod(b)?$/, title: 'MongoDB', stateful: true },
  { pattern: /^cassandra$/, title: 'Apache Cassandra', stateful: true },
  { pattern: /^(mssqlserver|mssql\$.+|mssql-server)$/, title: 'SQL Server', stateful: true },
  { pattern: /^(oracleservice.+|oracle-.*|dbora|tnslsnr)$/, title: 'Oracle Database', stateful: true },
  { pattern: /^(db2.*)$/, title: 'Db2', stateful: true },
  { pattern: /^(influxdb|neo4j|couchdb|clickhouse-server)$/, title: 'database', stateful: true },
];

const plain = (name: string): string => name.toLowerCase().replace(/\.service$/, '');

const finder = (list: readonly KnownService[]): ((name: string) => KnownService | undefined) =>
  remember((name) => list.find(({ pattern }) => pattern.test(plain(name))));

export const knownService = finder(KNOWN_SERVICES);
export const database = finder(DATABASES);
