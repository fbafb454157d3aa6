"""The compose file keeps what documents promise: read-only, unprivileged, no way out, secrets as files."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.builders.console import settings, top_level
from tests.builders.shared import ROOT

OURS = {"app", "worker"}
SECRET = re.compile(r"(PASSWORD|SECRET|TOKEN|DATABASE|KEYS|REDIS)$")


def composed() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def faults(compose: dict[str, Any]) -> list[str]:
    found: list[str] = []
    for name, service in compose["services"].items():
        found += [f"{name}: {fault}" for fault in service_faults(name, service)]
    if compose["networks"]["inside"] != {"internal": True}:
        found.append("the inner network has a way out")
    found += [f"secret {name} is no file" for name, one in compose["secrets"].items() if set(one) != {"file"}]
    return found


def service_faults(name: str, service: dict[str, Any]) -> list[str]:
    environment, ports = service.get("environment", {}), [str(one) for one in service.get("ports", [])]
    wrong = {
        "root file system can be written": service.get("read_only") is not True,
        "keeps capabilities": service.get("cap_drop") != ["ALL"],
        "may gain privileges": "no-new-privileges:true" not in service.get("security_opt", []),
        "is privileged": bool(service.get("privileged")),
        "sees the engine": "docker.sock" in str(service.get("volumes")),
        "has no health check": not service.get("healthcheck", {}).get("test"),
        "may write core files": service.get("ulimits", {}).get("core") != 0,
        "runs an image without a version": name not in OURS and not re.search(r":\d", service["image"]),
        "publishes a port": name != "app" and bool(ports),
        "listens beyond the host": not all(one.startswith("127.0.0.1:") for one in ports),
        "leaves the inner network": name != "app" and service.get("networks") != ["inside"],
        "has a secret in its environment": any(SECRET.search(key) for key in environment),
    }
    return [fault for fault, holds in wrong.items() if holds]


def test_every_service_is_hardened() -> None:
    assert faults(composed()) == []


@pytest.mark.parametrize(
    ("service", "change", "fault"),
    [
        ("postgres", {"ports": ["127.0.0.1:5432:5432"]}, "postgres: publishes a port"),
        ("app", {"ports": ["8600:8600"]}, "app: listens beyond the host"),
        ("app", {"read_only": False}, "app: root file system can be written"),
        ("valkey", {"image": "valkey/valkey:latest"}, "valkey: runs an image without a version"),
        ("worker", {"networks": ["inside", "front"]}, "worker: leaves the inner network"),
        ("worker", {"environment": {"NAJAVA_KEYS": "…"}}, "worker: has a secret in its environment"),
        ("worker", {"healthcheck": {}}, "worker: has no health check"),
    ],
)
def test_a_softer_service_would_be_found(service: str, change: dict[str, Any], fault: str) -> None:
    compose = composed()
    compose["services"][service].update(change)
    assert faults(compose) == [fault]


def test_data_and_keys_lie_on_different_servers_and_volumes() -> None:
    services = composed()["services"]
    assert services["postgres"]["volumes"] != services["keystore"]["volumes"]
    assert services["postgres"]["secrets"] != services["keystore"]["secrets"]


@pytest.mark.parametrize("name", sorted(OURS))
def test_services_of_ours_run_commands_and_settings_that_exist(name: str) -> None:
    service = composed()["services"][name]
    assert service["command"][0] in top_level()
    assert service["environment"]["PYTHONSAFEPATH"] == "1"
    assert {key for key in service["environment"] if key.startswith("NAJAVA_")} <= settings()
    given = {one.upper() for one in service["secrets"] if one.startswith("najava_")}
    assert given <= settings()
    assert {"NAJAVA_DATABASE", "NAJAVA_KEYS"} <= given


def test_the_image_runs_unprivileged_on_locked_wheels() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    final = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001", final, flags=re.MULTILINE)
    assert "PYTHONSAFEPATH=1" in final
    assert "--only-binary=:all: --require-hashes -r requirements.lock" in text
    assert not re.search(r"^ADD |curl|wget|:latest", text, flags=re.MULTILINE)
    assert 'ENTRYPOINT ["najava"]' in final


def test_only_the_packages_enter_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*"
    assert {line[1:] for line in ignored if line.startswith("!")} >= {"api", "matching", "pnr", "retention"}
    assert "!secrets" not in ignored
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
