/** No container engine runs where the tests do; this keeps what it would read well formed and in step with the rest. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Service {
  image?: string;
  build?: string;
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
}

const read = (path: string): string => readFileSync(path, 'utf8');
const dockerfile = read('Dockerfile');
const stages = dockerfile
  .replaceAll(/\\\n\s*/g, '')
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((stage) => stage.trim().split('\n'));
const last = stages.at(-1) ?? [];
const compose = parse(read('docker-compose.yml')) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
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

  test('has the app and Redis', () => {
    expect(services.map(([name]) => name)).toEqual(['app', 'redis']);
  });

  test.each(services)('%s has a health check that is a program with arguments', (_, service) => {
    expect(service.healthcheck?.test[0]).toBe('CMD');
  });

  test.each(services)('%s mounts only volumes that are declared', (_, service) => {
    for (const volume of service.volumes ?? [])
      expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
  });

  test('sets nothing that the app does not read', () => {
    const known = [...read('.env.example').matchAll(/^#?\s*([A-Z_]+)=/gm)].map((match) => match[1]);
    for (const name of Object.keys(compose.services['app']?.environment ?? {})) expect(known).toContain(name);
  });
});
