"""Conversations with a language model: answers are OpenAI's own types, requests those that its client sends."""

import json
import sys

from openai.types.chat import ChatCompletion

for number, batch in enumerate(json.load(sys.stdin)):
    turns = [{"role": "user", "content": f"{row['label']}?"} for row in batch]
    answer = ChatCompletion.model_validate(
        {
            "id": f"chatcmpl-{number}",
            "object": "chat.completion",
            "created": 1767323045 + number,
            "model": "m-2026-01-01",
            "system_fingerprint": None,
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": batch[0]["model"], "refusal": None},
                    "logprobs": None,
                    "finish_reason": "stop" if batch[0]["ok"] else "length",
                }
            ],
            "usage": {"prompt_tokens": 9 * len(batch), "completion_tokens": number + 1, "total_tokens": 9 * len(batch) + number + 1},
        }
    )
    request = {"model": "m", "temperature": batch[0]["input"]["temp"] / 20, "messages": turns}
    print(json.dumps({"request": request, "response": answer.model_dump(mode="json")}))
