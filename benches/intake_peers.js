// Runs one peer of Node's over folders of mails; benches/intake.py calls it where they are installed.
//
//     node intake_peers.js NAME SPEED_FOLDER FOLDER
//
// Prints JSON as intake_peers.py does. postal-mime takes the mails apart for them.
const fs = require('fs')
const path = require('path')
const [name, speedFolder, folder] = process.argv.slice(2)
const here = module => require(require.resolve(module, { paths: [process.cwd()] }))
const PostalMime = here('postal-mime').default || here('postal-mime')

const htmlText = text => text
  .replace(/<(style|script|head)\b.*?<\/\1>/gis, '')
  .replace(/<br\s*\/?>|<\/?(div|p|blockquote|hr|tr|td|table|li|ul)\b[^>]*>/gi, '\n')
  .replace(/<[^>]*>/g, '')
  .replace(/&nbsp;/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"')
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code)).replace(/&amp;/g, '&')
  .replace(/\u00a0/g, ' ')

const peers = {
  planer () {
    const planer = here('planer')
    const { JSDOM } = here('jsdom')
    const document = new JSDOM('').window.document
    return (kind, text) => kind === 'html'
      ? htmlText(planer.extractFrom(text, 'text/html', document))
      : planer.extractFrom(text, 'text/plain')
  },
  'node-email-reply-parser' () {
    const parse = here('node-email-reply-parser')
    return (kind, text) => parse(kind === 'html' ? htmlText(text) : text, true)
  },
}

async function main () {
  const read = peers[name]()
  const verdict = async raw => {
    const mail = await PostalMime.parse(raw)
    return mail.text ? read('plain', mail.text.replace(/\r\n/g, '\n')) : read('html', mail.html || '')
  }
  const found = {}
  let failed = 0
  for (const file of fs.readdirSync(folder).sort()) {
    try {
      found[file] = await verdict(fs.readFileSync(path.join(folder, file)))
    } catch (error) {
      failed++
      found[file] = null
    }
  }
  const mails = fs.readdirSync(speedFolder).sort().map(file => fs.readFileSync(path.join(speedFolder, file)))
  const cpu = () => { const usage = process.cpuUsage(); return (usage.user + usage.system) / 1e6 }
  let best = 0
  for (let turn = 0; turn < 3; turn++) {
    const began = cpu()
    let count = 0
    while (cpu() - began < 1) {
      for (const raw of mails) {
        try { await verdict(raw) } catch (error) { failed++ }
      }
      count += mails.length
    }
    best = Math.max(best, count / (cpu() - began))
  }
  process.stdout.write(JSON.stringify({ found, speed: best, failed }))
}

main()
