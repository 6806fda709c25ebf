# SPDX-License-Identifier: GPL-3.0-or-later
"""Parquet files of stars that become Parquet files of ages, with pyarrow."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _library
from ._arguments import UNITS
from ._library import ArgumentError
from ._partition import COLUMNS, POSTERIOR, Report, dated, required

if TYPE_CHECKING:
    import pyarrow

#: Options of ages that a model rests on; others name columns, or do not change a number.
_ASSUMPTIONS = (
    "prior", "max_age", "outlier_fraction", "aliases", "extinction_law", "color_error", "grid")


class Part(NamedTuple):
    """A file of stars and the file of their ages."""

    source: Path
    output: Path

    @property
    def name(self) -> str:
        """What reports call it."""
        return self.source.name


def parts(source: Any, output: Any) -> list[Part]:
    """The files of a table, in the order of their names, with their outputs.

    Raises
    ------
    ArgumentError
        If there is none, two have one name, or an output is a source.
    """
    named = [source] if isinstance(source, (str, Path)) else list(source)
    files: list[Path] = []
    for path in map(Path, named):
        # Hidden files and those that begin with _ are no parts, as engines that write Parquet have it.
        found = sorted(file for file in path.rglob("*.parquet")
                       if not any(name[0] in "._" for name in file.relative_to(path).parts)
                       ) if path.is_dir() else [path]
        if not found:
            raise ArgumentError(f"{path} holds no file whose name ends in .parquet.")
        files += found
    target = Path(output)
    if len(files) == 1 and target.suffix == ".parquet" and not target.is_dir():
        work = [Part(files[0], target)]
    else:
        base = Path(named[0])
        work = [Part(file, target / (file.relative_to(base) if len(named) == 1 and base.is_dir()
                                     else file.name)) for file in files]
    outputs = [part.output.resolve() for part in work]
    if len(set(outputs)) < len(outputs):
        raise ArgumentError("Two files of the source have one name; give a folder that holds both.")
    if set(outputs) & {part.source.resolve() for part in work}:
        raise ArgumentError(f"{output} is the source; choose another output.")
    return work


def results(
    work: list[Part], client: Any, posterior: bool, rows: int, options: dict[str, Any],
) -> Iterator[tuple[Part, Report | None, str]]:
    """What came of each part: its report, or what was wrong."""
    if client is None:
        for part in work:
            yield part, *_outcome(lambda part=part: date(part, posterior, rows, options))
        return
    distributed = required("distributed", "A client", "survey")
    # Not pure: a part whose output was deleted is done again.
    futures = {client.submit(date, part, posterior, rows, options, pure=False): part for part in work}
    for future in distributed.as_completed(list(futures)):
        yield futures[future], *_outcome(future.result)


def _outcome(result: Any) -> tuple[Report | None, str]:
    try:
        return result(), ""
    except Exception as error:  # whatever it is, the other parts go on and the report names this one
        return None, f"{error}" or type(error).__name__


class _Stars(Mapping[str, Any]):
    """The columns of a piece of a table as :func:`gyrochrone.ages` takes them, with their units."""

    def __init__(self, table: pyarrow.Table, units: dict[str, str]) -> None:
        self._table, self._units = table, units

    def __getitem__(self, name: str) -> Any:
        values = self._table.column(name).to_numpy()
        unit = self._units.get(name)
        if unit is None or unit in set(UNITS.values()):
            return values
        units = required("astropy.units", f"The unit {unit} of the column {name}", "table")
        return units.Quantity(values, unit)

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.column_names)

    def __len__(self) -> int:
        return self._table.num_columns


def _units(schema: pyarrow.Schema) -> dict[str, str]:
    """The units of columns: of the fields, or of the header that astropy and ``gyro`` write."""
    found = {field.name: field.metadata[b"unit"].decode()
             for field in schema if field.metadata and b"unit" in field.metadata}
    header = (schema.metadata or {}).get(b"table_meta_yaml")
    if header is not None:
        meta = required("astropy.table.meta", "The units of this file", "table")
        for column in meta.get_header_from_yaml(header.decode().split("\n"))["datatype"]:
            if column.get("unit"):
                found[column["name"]] = str(column["unit"])
    return found


def _age_fields(posterior: bool) -> list[Any]:
    import pyarrow as pa

    from ._partition import posterior_type

    fields = []
    for name in COLUMNS:
        is_text = name.startswith("gyro_")
        unit = {b"unit": b"Myr"} if name.startswith("age_myr") else None
        fields.append(pa.field(
            name, pa.string() if is_text else pa.float64(), nullable=not is_text, metadata=unit))
    if posterior:
        fields.append(pa.field(POSTERIOR, posterior_type()))
    return fields


def _header(schema: pyarrow.Schema, units: dict[str, str], remarks: dict[str, str]) -> str | None:
    """Units and provenance as astropy reads them; None where a column is none that astropy describes."""
    import pyarrow.types as types

    names = {"double": "float64", "float": "float32", "halffloat": "float16"}
    columns = []
    for field in schema:
        kind = field.type.value_type if types.is_dictionary(field.type) else field.type
        if types.is_string(kind) or types.is_large_string(kind):
            name = "string"
        elif types.is_integer(kind) or types.is_floating(kind) or types.is_boolean(kind):
            name = names.get(str(kind), str(kind))
        else:
            return None
        column = {"name": field.name, "datatype": name}
        if field.name in units:
            column["unit"] = units[field.name]
        columns.append(column)
    # JSON is YAML.
    lines = ["datatype:", *(f"- {json.dumps(column)}" for column in columns),
             f"meta: {json.dumps(remarks)}"]
    return "\n".join(lines)


def _provenance(options: dict[str, Any]) -> dict[str, str]:
    """What the ages rest on, by the keys that ``gyro age`` writes."""
    chosen = {key: options[key] for key in _ASSUMPTIONS if key in options}
    model = _library.model(options.get("model"), chosen)
    found = json.loads(_library.text("gyro_model_provenance", model.pointer))
    found["engine"] = options.get("engine", "auto")
    found["columns"] = json.dumps(
        {key: value for key, value in options.items()
         if key not in (*_ASSUMPTIONS, "model", "engine", "threads")}, sort_keys=True, default=str)
    del found["command"]
    return {f"gyro_{key}": value if isinstance(value, str) else json.dumps(value)
            for key, value in sorted(found.items())}


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _finished(part: Part, remarks: dict[str, str]) -> Report | None:
    """The report of a part that is there; None where it is not.

    Raises
    ------
    ArgumentError
        If what is there is not the result of the same stars and assumptions.
    """
    import pyarrow.parquet as pq

    if not part.output.exists():
        return None
    try:
        found = pq.read_metadata(part.output).metadata or {}
    except Exception as error:
        raise ArgumentError(f"{part.output} is not a Parquet file ({error}); delete it or choose another "
                            "output.") from error
    for key, value in remarks.items():
        there = found.get(key.encode())
        if there != value.encode():
            raise ArgumentError(
                f"{part.output} is of another run: {key} is {there.decode() if there else 'missing'}, now {value}. "
                "Delete it or choose another output.")
    return Report.from_json(found[b"gyro_report"].decode())


def date(part: Part, posterior: bool, rows: int, options: dict[str, Any]) -> Report:
    """Dates the stars of a file, unless that was done before; its ages appear whole."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    remarks = {"gyro_source": part.name, "gyro_source_sha256": _digest(part.source),
               "gyro_posterior": json.dumps(posterior), **_provenance(options)}
    found = _finished(part, remarks)
    if found is not None:
        return found
    with pq.ParquetFile(part.source) as file:
        schema = file.schema_arrow
        units = _units(schema)
        added = (*COLUMNS, POSTERIOR)
        kept = [field for field in schema if field.name.lower() not in added]
        fields = pa.schema([*kept, *_age_fields(posterior)])
        units = {name: unit for name, unit in units.items() if name.lower() not in added}
        units |= {name: "Myr" for name in COLUMNS if name.startswith("age_myr")}
        metadata = {key: value for key, value in (schema.metadata or {}).items()
                    if not key.startswith((b"gyro_", b"table_meta", b"table::", b"pandas", b"ARROW"))}
        metadata |= {key.encode(): value.encode() for key, value in remarks.items()}
        header = _header(fields, units, remarks)
        if header is not None:
            metadata[b"table_meta_yaml"] = header.encode()
        fields = fields.with_metadata(metadata)
        part.output.parent.mkdir(parents=True, exist_ok=True)
        # Of this process: where a worker is taken for lost but is not, two may write the same part.
        partial = part.output.with_name(f".{part.output.name}.{os.getpid()}.partial")
        try:
            total, start = Report(partitions=1), 0
            with pq.ParquetWriter(partial, fields, compression="zstd") as writer:
                for batch in file.iter_batches(batch_size=rows):
                    table = pa.Table.from_batches([batch])
                    try:
                        columns = dated(_Stars(table, units), posterior, options)
                    except ArgumentError as error:
                        raise ArgumentError(f"Among the rows from {start + 1} on: {error}") from error
                    counts = Report.of_texts(columns["gyro_flags"].to_pylist(),
                                             columns["gyro_reason_code"].to_pylist())
                    total = total + Report(counts.stars, counts.dated, counts.flags, counts.reasons)
                    arrays = [table.column(field.name) for field in kept] + list(columns.values())
                    writer.write_table(pa.Table.from_arrays(arrays, schema=fields))
                    start += len(table)
                writer.add_key_value_metadata({"gyro_report": total.to_json()})
            os.replace(partial, part.output)
        finally:
            partial.unlink(missing_ok=True)
    return total


def report(path: Path) -> Report:
    """The counts of the files that a run has written."""
    pq = required("pyarrow.parquet", "A report of Parquet files", "survey")
    total = Report()
    for part in parts(path, path / "nowhere" if path.is_dir() else path.with_suffix(".nowhere")):
        text = (pq.read_metadata(part.source).metadata or {}).get(b"gyro_report")
        if text is None:
            raise ArgumentError(f"{part.source} is no result of survey.run: it lacks gyro_report.")
        total += Report.from_json(text.decode())
    return total
