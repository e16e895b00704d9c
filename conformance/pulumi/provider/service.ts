import { type handleUnaryCall, Server, ServerCredentials, type sendUnaryData, status } from '@grpc/grpc-js';
import { PluginInfo } from '@pulumi/pulumi/proto/plugin_pb';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import {
  type CheckRequest,
  CheckResponse,
  ConfigureResponse,
  type ConstructRequest,
  ConstructResponse,
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  DiffResponse,
  type InvokeRequest,
  InvokeResponse,
  PropertyDiff,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from '@pulumi/pulumi/proto/provider_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { optionsIn } from '../../helm/template';
import { construct, type Render } from './construct';
import { type Change, differenceOf } from './diff';
import type { Kubernetes } from './kubernetes';
import { idOf, isAutonamed, isPatch, named, secretPlaces, typeOf } from './objects';
import { conceal, type Path, propertiesOf, reveal, structOf } from './wire';

/** A provider that listens; the engine attaches to it instead of starting a program. */
export interface Attached {
  /** Port on 127.0.0.1. */
  readonly port: number;
  readonly end: () => void;
}

const KINDS: Readonly<Record<Change, readonly [PropertyDiff.Kind, PropertyDiff.Kind]>> = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
};

/** What renders manifests for programs. */
export interface Renderers {
  /** The chart that a Chart of `helm.v4` stands for. */
  readonly renderChart: Render;
  /** What a Chart of `helm.v3` renders, given its options. */
  readonly template: (options: PlainObject) => Promise<readonly PlainObject[]>;
}

/**
 * Serves the provider `kubernetes` as the engine calls it. Every operation of the CLI attaches anew; nothing is kept
 * between two calls.
 * @param version of @pulumi/kubernetes, which the programs ask for
 */
export async function serve(
  kubernetes: Kubernetes,
  version: string,
  { renderChart, template }: Renderers,
): Promise<Attached> {
  const server = new Server();
  server.addService(ResourceProviderService, {
    attach: unary(async () => new Empty()),
    getPluginInfo: unary(async () => new PluginInfo().setVersion(version)),
    configure: unary(async () =>
      new ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true).setAcceptresources(false),
    ),
    check: unary(async (call: CheckRequest) => check(call)),
    diff: unary(async (call: DiffRequest) => diff(call)),
    create: unary(async (call: CreateRequest) => {
      const urn = call.getUrn();
      const { value, secrets } = reveal(propertiesOf(call.getProperties()));
      if (call.getPreview())
        return new CreateResponse().setProperties(outputs(await kubernetes.foresee(urn, value), secrets));
      const live = await kubernetes.apply(urn, value);
      return new CreateResponse().setId(idOf(live)).setProperties(outputs(live, secrets));
    }),
    update: unary(async (call: UpdateRequest) => {
      const urn = call.getUrn();
      const { value, secrets } = reveal(propertiesOf(call.getNews()));
      const live = await (call.getPreview() ? kubernetes.foresee(urn, value) : kubernetes.apply(urn, value));
      return new UpdateResponse().setProperties(outputs(live, secrets));
    }),
    read: unary(async (call: ReadRequest) => {
      const { value, secrets } = reveal(propertiesOf(call.getInputs()));
      const found = await kubernetes.read(call.getUrn(), value);
      if (found === undefined) return new ReadResponse();
      return new ReadResponse()
        .setId(call.getId())
        .setInputs(structOf(conceal(found.inputs, secrets)))
        .setProperties(outputs(found.live, secrets));
    }),
    delete: unary(async (call: DeleteRequest) => {
      await kubernetes.remove(call.getUrn(), reveal(propertiesOf(call.getOldInputs())).value);
      return new Empty();
    }),
    invoke: unary(async (call: InvokeRequest) => {
      if (call.getTok() !== 'kubernetes:helm:template') throw new Error(`no function ${call.getTok()}`);
      const result = await template(optionsIn(propertiesOf(call.getArgs())));
      return new InvokeResponse().setReturn(structOf({ result }));
    }),
    construct: unary(async (call: ConstructRequest) =>
      new ConstructResponse().setUrn(await construct(call, renderChart, version)).setState(structOf({})),
    ),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, end: () => server.forceShutdown() };
}

function unary<Request, Response>(
  answer: (request: Request) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return ({ request }, callback: sendUnaryData<Response>) => {
    answer(request).then(
      (response) => callback(null, response),
      (error: unknown) => {
        const details = error instanceof Error ? error.message : String(error);
        callback({ code: status.UNKNOWN, details });
      },
    );
  };
}

function check(call: CheckRequest): CheckResponse {
  const { value, secrets } = reveal(propertiesOf(call.getNews()));
  const old = reveal(propertiesOf(call.getOlds())).value;
  const seed = call.getRandomseed_asU8();
  return new CheckResponse().setInputs(structOf(conceal(named(value, old, call.getUrn(), seed), secrets)));
}

function diff(call: DiffRequest): DiffResponse {
  const old = reveal(propertiesOf(call.getOldInputs())).value;
  const next = reveal(propertiesOf(call.getNews())).value;
  const { changes, replaces } = differenceOf(old, next);
  const fixed = isPatch(typeOf(call.getUrn()))
    ? replaces.filter((path) => path.startsWith('metadata.'))
    : replaces;
  const response = new DiffResponse()
    .setChanges(changes.size === 0 ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME)
    .setReplacesList([...fixed])
    .setDiffsList([...new Set([...changes.keys()].map((path) => /^[^.[]+/.exec(path)?.[0] ?? path))])
    .setHasdetaileddiff(true)
    .setDeletebeforereplace(fixed.length > 0 && !isAutonamed(next) && idOf(old) === idOf(next));
  for (const [path, change] of changes) {
    const kind = KINDS[change][fixed.includes(path) ? 1 : 0];
    response.getDetaileddiffMap().set(path, new PropertyDiff().setKind(kind).setInputdiff(true));
  }
  return response;
}

function outputs(live: PlainObject, secrets: readonly Path[]): ReturnType<typeof structOf> {
  return structOf(conceal(live, [...secretPlaces(live), ...secrets]));
}
