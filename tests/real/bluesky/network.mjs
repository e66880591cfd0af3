// A Bluesky network on loopback: PLC directory, PDS, AppView, with PostgreSQL and Redis of their own in a
// temporary folder. Prints one JSON line with its addresses and accounts once it is up, lets a company
// answer what mentions it, and takes everything down again on SIGTERM.
//
// On its control address: /later lets three hours pass for every server (sessions expire), /idle answers
// once the company has answered everything and the AppView has seen it.

import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The servers' clock: the machine's, and what was added to it.
const RealDate = Date
let added = 0
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + added)
    else super(...given)
  }
  static now() {
    return RealDate.now() + added
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bluesky-'))
// The PDS keeps its files where temporary ones belong.
process.env.TMPDIR = join(folder, 'tmp')
mkdirSync(process.env.TMPDIR)
// stdout is for the JSON line alone; the servers log as much as they are let.
process.env.LOG_ENABLED ??= 'false'

// For what takes a second on a machine that has nothing else to do.
const PATIENCE = 120_000

const children = []
let network
let stopping = false

async function stop(code) {
  if (stopping) return
  stopping = true
  const patience = new Promise((resolve) => setTimeout(resolve, 5000))
  await Promise.race([network?.close().catch(() => {}), patience])
  for (const { child, signal } of children.reverse()) {
    if (child.exitCode !== null) continue
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    const killer = setTimeout(() => child.kill('SIGKILL'), 5000)
    await gone
    clearTimeout(killer)
  }
  rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}
process.on('SIGTERM', () => stop(0))
process.on('SIGINT', () => stop(130))
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => {
    // A connection that ends while everything goes down is nothing.
    if (stopping) return
    console.error(error)
    stop(1)
  })
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function start(program, args, options, signal) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], ...options })
  let said = ''
  child.stderr.on('data', (bytes) => (said = (said + bytes).slice(-4000)))
  child.on('error', (error) => {
    console.error(`${program}: ${error.message}`)
    stop(1)
  })
  child.on('exit', (code) => {
    if (stopping) return
    console.error(`${program} ended with ${code}: ${said}`)
    stop(1)
  })
  children.push({ child, signal })
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(what, holds) {
  const end = RealDate.now() + PATIENCE
  while (!(await holds())) {
    if (RealDate.now() > end) throw new Error(`${what}: not within ${PATIENCE} ms`)
    await wait(100)
  }
}

// PostgreSQL refuses to run as root.
function ordinaryUser() {
  if (process.getuid() !== 0) return {}
  const number = (flag) => Number(execFileSync('id', [flag, 'nobody']))
  return { uid: number('-u'), gid: number('-g') }
}

async function postgres() {
  const base = '/usr/lib/postgresql'
  const versions = readdirSync(base).sort((a, b) => Number(b) - Number(a))
  const bin = join(base, versions[0], 'bin')
  const user = ordinaryUser()
  const data = join(folder, 'postgres')
  mkdirSync(data)
  if (user.uid !== undefined) {
    execFileSync('chmod', ['711', folder])
    chownSync(data, user.uid, user.gid)
  }
  const port = await freePort()
  const locale = ['--no-locale', '--encoding=UTF8', '--no-sync', '--auth=trust', '--username=pg']
  execFileSync(join(bin, 'initdb'), ['-D', data, ...locale], { stdio: 'ignore', cwd: data, ...user })
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'off' }
  const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  start(join(bin, 'postgres'), ['-D', data, ...flags], { cwd: data, ...user }, 'SIGINT')
  const ready = ['-q', '-h', '127.0.0.1', '-p', String(port)]
  await until('postgres', () => {
    try {
      execFileSync(join(bin, 'pg_isready'), ready, { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
  return `postgres://pg@127.0.0.1:${port}/postgres`
}

async function redis() {
  const port = await freePort()
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  start('redis-server', [...flags, '--dir', folder], { stdio: ['ignore', 'ignore', 'pipe'] }, 'SIGTERM')
  return `127.0.0.1:${port}`
}

async function main() {
  const bypass = randomUUID()
  const [dbPostgresUrl, redisHost] = await Promise.all([postgres(), redis()])
  process.env.REDIS_HOST = redisHost
  const { TestNetwork } = await import('@atproto/dev-env')
  const { AtpAgent, RichText } = await import('@atproto/api')
  network = await TestNetwork.create({
    dbPostgresUrl,
    dbPostgresSchema: 'shopper',
    // As the public network does: a post is dated by when it was taken, whatever its author wrote.
    // Conversations are cut off early, so that a short one has to be followed.
    bsky: { indexedAtEpoch: new Date(1), maxThreadDepth: 4 },
    // With the public network's limits, but not for the accounts that this program plays.
    pds: { rateLimitsEnabled: true, rateLimitBypassKey: bypass },
  })
  const pds = network.pds.url
  const login = () => {
    const agent = new AtpAgent({ service: pds })
    agent.setHeader('x-ratelimit-bypass', bypass)
    return agent
  }

  const accounts = {}
  async function account(name, profile) {
    const agent = login()
    const handle = `${name}.test`
    const password = `main password of ${name}`
    await agent.createAccount({ handle, email: `${name}@mail.test`, password })
    if (profile) await agent.upsertProfile(() => profile)
    const app = await agent.com.atproto.server.createAppPassword({ name: 'shopper' })
    accounts[name] = { handle, did: agent.assertDid, password: app.data.password }
    return agent
  }
  const study = await account('study')
  const company = await account('gadgetco', {
    displayName: 'Gadget \u{1F4F1} Service',
    description: 'We answer within 2 hours, Monday to Friday, 9:00-17:00.',
    createdAt: '2023-05-01T12:00:00.000Z',
  })
  const bystander = await account('bystander')
  const resting = await account('resting')
  await account('banned')
  // The AppView learns a handle from its account while that is there.
  await network.processAll(PATIENCE)
  await resting.com.atproto.server.deactivateAccount({})
  await network.pds.getAgent().com.atproto.admin.updateSubjectStatus(
    {
      subject: { $type: 'com.atproto.admin.defs#repoRef', did: accounts.banned.did },
      takedown: { applied: true },
    },
    { encoding: 'application/json', headers: { authorization: network.pds.adminAuth() } },
  )
  const pinned = await company.post({ text: 'We are here to help.' })
  await company.upsertProfile((profile) => ({ ...profile, pinnedPost: pinned }))
  await bystander.post({ text: 'Nobody is mentioned here.' })
  await study.post({ text: 'A post from before the study.' })
  await network.processAll(PATIENCE)

  // A reply below a post.
  async function reply(agent, text, parent, root, more = {}) {
    const post = new RichText({ text })
    await post.detectFacets(agent)
    return agent.post({ text: post.text, facets: post.facets, reply: { parent, root }, ...more })
  }
  // A reply, a second one below it, a chain of other people's below that, and a quote.
  async function answer(mention) {
    const root = { uri: mention.uri, cid: mention.cid }
    const first = await reply(company, 'Hello @study.test \u{1F44B}, we open at 9.', root, root)
    let last = await reply(company, '2/2 And we close at 17. ^Kim', first, root)
    for (let depth = 1; depth <= 10; depth++) {
      last = await reply(bystander, `Depth ${depth}`, last, root)
    }
    await reply(company, 'The last word.', last, root)
    const embed = { $type: 'app.bsky.embed.record', record: root }
    await company.post({ text: 'Somebody asked when we open.', embed })
  }
  const answered = new Set()
  // How many rounds began, and the last one in which there was nothing to do.
  let begun = 0
  let quiet = 0
  async function round() {
    const number = ++begun
    const { data } = await company.listNotifications({ limit: 50 })
    const mentions = data.notifications.filter((seen) => seen.reason === 'mention')
    const fresh = mentions.filter((seen) => !answered.has(seen.uri))
    for (const mention of fresh) {
      answered.add(mention.uri)
      await answer(mention)
    }
    if (fresh.length === 0) quiet = number
  }
  let running = Promise.resolve()
  async function attend() {
    while (!stopping) {
      running = round()
      await running
      await wait(200)
    }
  }
  attend().catch((error) => {
    if (stopping) return
    console.error(error)
    stop(1)
  })

  const control = createHttpServer(async (request, response) => {
    if (request.url === '/later') {
      await running
      added += 3 * 60 * 60 * 1000
    } else if (request.url === '/idle') {
      await network.processAll(PATIENCE)
      const from = begun
      await until('the company', () => quiet > from)
      await network.processAll(PATIENCE)
    } else {
      response.statusCode = 404
    }
    response.end()
  })
  await new Promise((resolve) => control.listen(0, '127.0.0.1', resolve))
  console.log(
    JSON.stringify({
      pds,
      appview: network.bsky.url,
      plc: network.plc.url,
      control: `http://127.0.0.1:${control.address().port}`,
      accounts,
    }),
  )
}

main().catch((error) => {
  console.error(error)
  stop(1)
})
