/** No container engine runs where the tests do; this keeps what it would read well formed and in step with the rest. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Service {
  image?: string;
  build?: string;
  profiles?: string[];
  command?: string[];
  ports?: string[];
  volumes?: string[];
  networks?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  read_only?: boolean;
  restart?: string;
  stop_grace_period?: string;
  deploy?: { resources: { limits: { cpus: string; memory: string } } };
}

const read = (path: string): string => readFileSync(path, 'utf8');
const dockerfile = read('Dockerfile');
const stages = dockerfile
  .replaceAll(/\\\n\s*/g, '')
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((stage) => stage.trim().split('\n'));
const last = stages.at(-1) ?? [];
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, unknown>;
};

describe('Dockerfile', () => {
  test('knows only instructions that exist', () => {
    const known = /^(FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|CMD)\s+\S/;
    for (const line of stages.flat().filter((line) => line !== '')) expect(line).toMatch(known);
  });

  test('copies only from stages that exist', () => {
    const names = stages.map(([from]) => / AS (\w+)$/.exec(from ?? '')?.[1]);
    for (const [, name] of dockerfile.matchAll(/--from=(\w+)/g)) expect(names).toContain(name);
  });

  test('builds on the Node that .nvmrc names', () => {
    for (const [from] of stages) expect(from).toContain(`node:${read('.nvmrc').trim()}-`);
  });

  test('ends as an ordinary user with the server that `npm start` runs', () => {
    expect(last).toContain('USER node');
    expect(last.at(-1)).toBe('CMD ["node", "dist/server/main.js"]');
    expect(last.findIndex((line) => line.startsWith('USER'))).toBeLessThan(
      last.findIndex((line) => line.startsWith('CMD')),
    );
  });

  test('asks for its health where the server answers', () => {
    const [, probe] = /HEALTHCHECK .*CMD (\[.*\])/.exec(last.join('\n')) ?? [];
    expect(JSON.parse(probe ?? '')[2]).toContain('/readyz');
  });

  test('gets everything it builds from', () => {
    const allowed = read('.dockerignore').split('\n');
    for (const path of ['client', 'server', 'shared', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'])
      expect(allowed).toContain(`!${path}`);
  });
});

describe('docker-compose.yml', () => {
  const services = Object.entries(compose.services);
  const nodes = services.filter(([, { environment }]) => environment?.['REDIS_URL']).map(([name]) => name);

  test('has one node by itself, and two on a Redis behind a proxy', () => {
    const alone = services.filter(([, { profiles }]) => !profiles).map(([name]) => name);
    expect(alone).toEqual(['app']);
    expect(nodes).toEqual(['app1', 'app2']);
    expect(services.map(([name]) => name)).toEqual([...alone, ...nodes, 'proxy', 'redis']);
  });

  test.each(services)('%s has a health check that is a program with arguments', (_, service) => {
    expect(service.healthcheck?.test[0]).toBe('CMD');
  });

  test.each(services)(
    '%s comes back, has limits and time to end, and writes to volumes only',
    (_, service) => {
      expect(service.restart).toBe('unless-stopped');
      expect(service.read_only).toBe(true);
      expect(service.stop_grace_period).toMatch(/^\d+s$/);
      expect(service.deploy?.resources.limits).toMatchObject({
        cpus: expect.any(String),
        memory: expect.stringMatching(/^\d+[MG]$/),
      });
    },
  );

  test.each(services)('%s mounts only volumes that are declared and files that are here', (_, service) => {
    for (const volume of service.volumes ?? []) {
      const [from = ''] = volume.split(':');
      if (from.startsWith('.')) expect(existsSync(from), from).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(from);
    }
  });

  test.each(services)('%s waits only for services that it can reach', (_, service) => {
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      const other = compose.services[name];
      expect(other?.networks?.some((network) => service.networks?.includes(network))).toBe(true);
      if (condition === 'service_healthy') expect(other?.healthcheck).toBeDefined();
      // else the proxy alone could not be asked for
      expect(other?.profiles).toEqual(service.profiles);
    }
    for (const network of service.networks ?? []) expect(Object.keys(compose.networks)).toContain(network);
  });

  test.each(['app', ...nodes])('%s is told nothing that the server does not read', (name) => {
    const known = [...read('.env.example').matchAll(/^#?\s*([A-Z_]+)=/gm)].map((match) => match[1]);
    for (const setting of Object.keys(compose.services[name]?.environment ?? {}))
      expect(known).toContain(setting);
  });

  test('Redis is set as docs/operating.md says it must be, and only nodes reach it', () => {
    const [, settings = ''] = /```\n(appendonly yes[^`]*)```/.exec(read('docs/operating.md')) ?? [];
    const command = compose.services['redis']?.command ?? [];
    for (const line of settings.trim().split('\n')) {
      const [name, value = ''] = line.split(' ');
      const at = command.indexOf(`--${name}`);
      expect(at, line).toBeGreaterThan(0);
      expect(command[at + 1], line).toBe(value.replaceAll('"', ''));
    }
    const reached = services.filter(([, { networks }]) => networks?.includes('store')).map(([name]) => name);
    expect(reached).toEqual([...nodes, 'redis']);
    expect(compose.services['redis']?.ports).toBeUndefined();
  });

  test('the proxy leads to every node, by what the nodes answer', () => {
    const backends = read('deploy/haproxy.cfg')
      .split(/^(?=backend )/m)
      .slice(1);
    expect(backends).toHaveLength(2);
    for (const backend of backends) {
      const servers = [...backend.matchAll(/^ {2}server (\w+) (\S+)$/gm)].map(([, name, at]) => [name, at]);
      expect(servers).toEqual(nodes.map((name) => [name, `${name}:3000`]));
      expect(backend).toMatch(/uri \/(readyz|healthz) /);
    }
    const [bound] = /(?<=bind :)\d+/.exec(read('deploy/haproxy.cfg')) ?? [];
    expect(compose.services['proxy']?.ports?.[0]).toMatch(new RegExp(`:${bound}$`));
    for (const name of nodes) expect(compose.services[name]?.environment?.['TRUST_PROXY']).toBe('1');
  });
});
