import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { variables } from '../../server/config.ts';

const FOLDER = 'deploy/kubernetes';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // Each kind has its own.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly spec: any;
  readonly data: Readonly<Record<string, string>>;
}

const manifests = readdirSync(FOLDER).flatMap((file) =>
  parseAllDocuments(readFileSync(path.join(FOLDER, file), 'utf8')).map((document): Manifest => {
    assert.deepEqual(document.errors, [], file);
    return document.toJS() as Manifest;
  }),
);
const named = (kind: string, name: string): Manifest => {
  const found = manifests.find((each) => each.kind === kind && each.metadata.name === name);
  assert.ok(found, `${kind} ${name}`);
  return found;
};
const deployments = ['waterfall', 'waterfall-worker'].map((name) => named('Deployment', name));
const containerOf = ({ spec }: Manifest) => spec.template.spec.containers[0];

/** What Kubernetes' own types, made from its schemas, have against these: unknown keys, missing ones, wrong kinds of values. */
function faultsOf(given: readonly Manifest[]): string[] {
  const source = given
    .map((each, i) => {
      const group = each.apiVersion.includes('/') ? each.apiVersion.replace('.k8s.io', '') : 'core/v1';
      const json = JSON.stringify(each, null, 1);
      return `export const m${i}: import('kubernetes-types/${group}').${each.kind} = ${json};`;
    })
    .join('\n');
  const name = path.resolve('manifests.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es5.d.ts'],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) =>
    file === name
      ? ts.createSourceFile(file, source, ts.ScriptTarget.ES2022)
      : getSourceFile.call(host, file, ...rest);
  const program = ts.createProgram([name], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('manifests for Kubernetes', () => {
  it('are what its schemas ask for', () => {
    assert.ok(manifests.length > 8);
    assert.deepEqual(faultsOf(manifests), []);
  });

  it('are held to them: a key that does not exist, one that lacks and a wrong value are faults', () => {
    const wrong = (change: (container: Record<string, unknown>) => void): string => {
      const copy = structuredClone(deployments[0]!);
      change(containerOf(copy));
      return faultsOf([copy]).join();
    };
    assert.match(
      wrong((container) => (container.livenesProbe = {})),
      /livenesProbe/,
    );
    assert.match(
      wrong((container) => delete container.name),
      /name/,
    );
    assert.match(
      wrong((container) => (container.ports = [{ containerPort: '3000' }])),
      /string/,
    );
  });

  it('set variables that the service has, and have secrets in a Secret only', () => {
    const set = Object.keys(named('ConfigMap', 'waterfall').data);
    for (const deployment of deployments) {
      const { env, envFrom } = containerOf(deployment);
      for (const { name } of env) set.push(name);
      assert.deepEqual(envFrom, [
        { configMapRef: { name: 'waterfall' } },
        { secretRef: { name: 'waterfall' } },
      ]);
    }
    for (const name of set) assert.ok(variables.includes(name), name);
    for (const secret of ['PEPPER', 'ADMIN_TOKEN', 'REDIS_URL', 'REDIS_CLUSTER_NODES'])
      assert.ok(!set.includes(secret), secret);
  });

  it('name each other as they are called', () => {
    for (const { spec, metadata } of deployments) {
      const labels = spec.template.metadata.labels;
      assert.deepEqual(spec.selector.matchLabels, labels);
      assert.deepEqual(named('PodDisruptionBudget', metadata.name).spec.selector.matchLabels, labels);
      assert.equal(named('HorizontalPodAutoscaler', metadata.name).spec.scaleTargetRef.name, metadata.name);
    }
    const [{ spec }] = deployments as [Manifest, Manifest];
    const service = named('Service', 'waterfall').spec;
    assert.deepEqual(service.selector, spec.template.metadata.labels);
    assert.equal(service.ports[0].targetPort, containerOf(deployments[0]!).ports[0].name);
    const { backend } = named('Ingress', 'waterfall').spec.rules[0].http.paths[0];
    assert.deepEqual(backend.service, { name: 'waterfall', port: { name: service.ports[0].name } });
  });

  it('keep nothing, run as nobody in particular, and leave time to stop', () => {
    assert.ok(!manifests.some(({ kind }) => /PersistentVolume|StatefulSet/.test(kind)));
    for (const deployment of deployments) {
      const { volumes = [], securityContext, terminationGracePeriodSeconds } = deployment.spec.template.spec;
      for (const { emptyDir } of volumes) assert.ok(emptyDir);
      assert.equal(securityContext.runAsNonRoot, true);
      assert.deepEqual(containerOf(deployment).securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      assert.ok(terminationGracePeriodSeconds > 10);
    }
  });

  it('ask the probes that the service has', () => {
    const { startupProbe, livenessProbe, readinessProbe } = containerOf(deployments[0]!);
    assert.equal(startupProbe.httpGet.path, '/health/live');
    assert.equal(livenessProbe.httpGet.path, '/health/live');
    assert.equal(readinessProbe.httpGet.path, '/health/ready');
  });
});
