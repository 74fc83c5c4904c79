"""marsad init: a pack for a war, to be filled in with a spreadsheet and a text editor."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

_PACK = """\
# A pack: what marsad should know of one war. Layered over what ships; see docs/packs.md.
id: "{name}"
title: "{title}"
summary: ""
country: ""             # two-letter code of the country whose places come first (SY, UA, SD)
home: ""                # id of the place in places.csv that a bare "the city" means
sides:
  - {{id: government, name: Government and allies, colour: "#a23b3b", dark: "#e07a70"}}
  - {{id: opposition, name: Opposition, colour: "#2f6b4f", dark: "#7cc4a0"}}
anchors: []             # - {{id: war-began, words: [the war began], when: 2011-03-15}}
"""
_FILES = {
    "pack.yaml": _PACK,
    "places.csv": "id,name,kind,parent,lat,lon,names,note\n",
    "actors.yaml": "# - {{id: northern-front, name: Northern Front, kind: rebel, side: opposition, names: [the Front]}}\n[]\n",
    "sources.yaml": "# - {{id: coast-radio, name: Coast Radio, kind: state-media, side: government, reliability: F}}\n[]\n",
    "reports/README.md": "Reports go here: .txt, .md with a head (source, published, title), or .jsonl.\n",
}


@click.command(epilog="Example: marsad init my-war && marsad run my-war --into my-war.db --out page/")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Make a pack in FOLDER: its places, actors, sources and reports, ready to be filled in."""
    name = folder.resolve().name
    kept = [file for file in _FILES if (folder / file).exists()]
    if kept:
        raise click.ClickException(f"{folder} already has {', '.join(kept)}; name a new folder.")
    for file, content in _FILES.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.format(name=name, title=name.replace("-", " ").capitalize()), encoding="utf-8")
    click.echo(
        f"Made {folder}. Put reports into {folder / 'reports'}, then: marsad run {shlex.quote(str(folder))} --into {shlex.quote(name)}.db"
    )
